package io.existgraph.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// Somebody with an account. The password is the user name.
record Person(
    int id,
    String username,
    String firstName,
    String lastName,
    String bio,
    ZoneId zone,
    boolean isPrivate,
    boolean imperial,
    Set<String> tracked,
    Set<String> hidden) {

  static final Person DEMO =
      new Person(
          1,
          "demo",
          "Demi",
          "Moore-Data",
          "I am made up, and so are my days.",
          ZoneId.of("Australia/Melbourne"),
          false,
          false,
          Set.of(),
          Set.of("mood_note", "weight"));
  static final Person DEMO2 =
      new Person(
          2,
          "demo2",
          "Miles",
          "Pound",
          "I think in miles & pounds.",
          ZoneId.of("America/New_York"),
          false,
          true,
          Set.of(),
          Set.of("mood_note"));
  static final Person JOSH =
      new Person(
          3,
          "josh",
          "Josh",
          "Sharp",
          "Everybody may see my steps.",
          ZoneId.of("Australia/Melbourne"),
          false,
          false,
          Set.of("steps", "floors", "productive_min", "mood", "tracks", "weather_temp_max"),
          Set.of("mood"));
  static final Person PAT =
      new Person(
          4,
          "private_pat",
          "Pat",
          "Private",
          "Nobody reads this.",
          ZoneId.of("Europe/Berlin"),
          true,
          false,
          Set.of("steps", "sleep"),
          Set.of());
  static final List<Person> ALL = List.of(DEMO, DEMO2, JOSH, PAT);

  List<Attribute> attributes() {
    return Attributes.ALL.stream()
        .filter(it -> tracked.isEmpty() || tracked.contains(it.name()))
        .toList();
  }

  LocalDate dateAt(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  Instant at(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(zone).toInstant();
  }

  Day day(LocalDate date) {
    return Day.of(username, zone.getId().startsWith("Australia"), date);
  }
}
