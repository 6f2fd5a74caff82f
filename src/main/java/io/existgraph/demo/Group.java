package io.existgraph.demo;

import java.util.Locale;

/// Attributes that belong together.
enum Group {
  ACTIVITY(1, "Activity"),
  PRODUCTIVITY(2, "Productivity"),
  MOOD(3, "Mood"),
  SLEEP(3, "Sleep"),
  CUSTOM(3, "Custom tracking"),
  EVENTS(4, "Events"),
  HEALTH(5, "Health"),
  LOCATION(6, "Location"),
  MEDIA(7, "Media"),
  SOCIAL(7, "Social"),
  WEATHER(8, "Weather");

  final int priority;
  final String label;

  Group(int priority, String label) {
    this.priority = priority;
    this.label = label;
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
