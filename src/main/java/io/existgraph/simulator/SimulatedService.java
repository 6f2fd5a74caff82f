package io.existgraph.simulator;

import java.util.Locale;

/// An application that provides values of attributes.
enum SimulatedService {
  FITBIT("Fitbit"),
  RESCUETIME("RescueTime"),
  EXIST("Exist"),
  GCAL("Google Calendar"),
  SWARM("Swarm"),
  LASTFM("Last.fm"),
  GOODREADS("Goodreads"),
  FACEBOOK("Facebook"),
  DARKSKY("Dark Sky"),
  /// The only registered OAuth2 client.
  DEMO("Demo client");

  final String label;

  SimulatedService(String label) {
    this.label = label;
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
