package io.existgraph.simulator;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A group of attributes.
enum SimulatedGroup {
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

  SimulatedGroup(int priority, String label) {
    this.priority = priority;
    this.label = label;
  }

  static @Nullable SimulatedGroup named(String slug) {
    return Arrays.stream(values())
        .filter(group -> group.slug().equals(slug))
        .findFirst()
        .orElse(null);
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
