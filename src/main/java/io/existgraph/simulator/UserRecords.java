package io.existgraph.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All that one person has recorded: three years that are made up, and whatever was written since.
final class UserRecords {
  private static final int YEARS = 3;

  private final SimulatedUser person;
  private final InstantSource clock;
  private final LocalDate first;
  private final Map<String, TrackedAttribute> tracked =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<Entry, Object> written = Collections.synchronizedMap(new HashMap<>());
  private final Map<LocalDate, SimulatedDay> days = new ConcurrentHashMap<>();
  private @Nullable Analytics findings;

  private record Entry(String attribute, LocalDate date) {}

  UserRecords(SimulatedUser person, InstantSource clock) {
    this.person = person;
    this.clock = clock;
    this.first = today().minusYears(YEARS);
    forgetWrites();
  }

  /// As if no client had ever changed anything.
  final synchronized void forgetWrites() {
    tracked.clear();
    for (SimulatedAttribute it : person.attributes()) {
      boolean hidden = person.hidden().contains(it.name());
      tracked.put(it.name(), new TrackedAttribute(it, it.service(), true, hidden));
    }
    if (!written.isEmpty()) {
      written.clear();
      findings = null;
    }
  }

  SimulatedUser person() {
    return person;
  }

  Instant now() {
    return clock.instant();
  }

  LocalDate today() {
    return person.dateAt(now());
  }

  LocalDate first() {
    return first;
  }

  Collection<TrackedAttribute> tracked() {
    synchronized (tracked) {
      return List.copyOf(tracked.values());
    }
  }

  @Nullable TrackedAttribute tracked(String attribute) {
    return tracked.get(attribute);
  }

  /// What was recorded; null when nothing was.
  @Nullable Object recorded(SimulatedAttribute attribute, LocalDate date) {
    Object value = written.get(new Entry(attribute.name(), date));
    return value == null ? days.computeIfAbsent(date, person::day).value(attribute.name()) : value;
  }

  /// What Exist shows for the day: an empty one has the default of its type.
  @Nullable Object shown(SimulatedAttribute attribute, LocalDate date) {
    Object value = recorded(attribute, date);
    return value == null ? attribute.type().empty() : value;
  }

  /// The days with this attribute between the two, newest first.
  List<LocalDate> days(@Nullable LocalDate from, @Nullable LocalDate to) {
    LocalDate last = to == null || to.isAfter(today()) ? today() : to;
    LocalDate oldest = from == null || from.isBefore(first) ? first : from;
    return oldest.isAfter(last)
        ? List.of()
        : oldest.datesUntil(last.plusDays(1)).toList().reversed();
  }

  /// What follows from the data as it is now.
  synchronized Analytics findings() {
    LocalDate today = today();
    if (findings == null || !findings.today().equals(today)) {
      findings = new Analytics(this, today);
    }
    return findings;
  }

  synchronized void write(SimulatedAttribute attribute, LocalDate date, Object value) {
    written.put(new Entry(attribute.name(), date), value);
    findings = null;
  }

  void replace(TrackedAttribute changed) {
    tracked.put(changed.name(), changed);
  }
}
