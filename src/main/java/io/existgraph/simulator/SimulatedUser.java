package io.existgraph.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// A user account. The password is the user name.
record SimulatedUser(
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

  /// Columns: id, user name, first name, last name, bio, zone, private, imperial, tracked
  /// attributes (`*` for all), private attributes.
  private static final String TABLE =
      """
      1|demo|Demi|Moore-Data|I am made up, and so are my days.|Australia/Melbourne|false|false|*|mood_note,weight
      2|demo2|Miles|Pound|I think in miles & pounds.|America/New_York|false|true|*|mood_note
      3|josh|Josh|Sharp|Look at my steps.|Australia/Melbourne|false|false|steps,floors,mood,tracks|mood
      4|private_pat|Pat|Private|Nobody reads this.|Europe/Berlin|true|false|steps,sleep|
      """;

  static final List<SimulatedUser> ALL =
      TABLE.lines().map(row -> read(row.split("\\|", -1))).toList();
  static final SimulatedUser DEMO = ALL.get(0);
  static final SimulatedUser DEMO2 = ALL.get(1);

  private static SimulatedUser read(String[] cells) {
    return new SimulatedUser(
        Integer.parseInt(cells[0]),
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        ZoneId.of(cells[5]),
        Boolean.parseBoolean(cells[6]),
        Boolean.parseBoolean(cells[7]),
        Set.of(cells[8].split(",")),
        Set.of(cells[9].split(",")));
  }

  /// The same account in another time zone.
  SimulatedUser in(ZoneId other) {
    return new SimulatedUser(
        id, username, firstName, lastName, bio, other, isPrivate, imperial, tracked, hidden);
  }

  /// The same account under another name.
  SimulatedUser named(String name) {
    return new SimulatedUser(
        id, name, firstName, lastName, bio, zone, isPrivate, imperial, tracked, hidden);
  }

  List<SimulatedAttribute> attributes() {
    return AttributeCatalog.ALL.stream()
        .filter(attribute -> tracked.contains("*") || tracked.contains(attribute.name()))
        .toList();
  }

  LocalDate dateAt(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  Instant at(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(zone).toInstant();
  }

  SimulatedDay day(LocalDate date) {
    return new SimulatedDay(username, zone.getId().startsWith("Australia"), date);
  }
}
