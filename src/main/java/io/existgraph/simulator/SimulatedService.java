package io.existgraph.simulator;

import java.util.Locale;

/// An application that writes values of attributes.
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
  /// The OAuth2 client of the demo.
  DEMO("Demo client");

  final String label;

  SimulatedService(String label) {
    this.label = label;
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
