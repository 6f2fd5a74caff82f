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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The records of one user: three years of generated values, overlaid by what clients have written.
final class UserRecords {
  private static final int YEARS = 3;

  private final SimulatedUser original;
  private final InstantSource clock;
  private final LocalDate first;
  private final Map<String, TrackedAttribute> tracked =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<RecordKey, Object> written = Collections.synchronizedMap(new HashMap<>());
  private final Map<LocalDate, SimulatedDay> days = new ConcurrentHashMap<>();
  private volatile SimulatedUser user;
  private @Nullable AttributeAnalytics analytics;

  private record RecordKey(String attribute, LocalDate date) {}

  UserRecords(SimulatedUser user, InstantSource clock) {
    this.original = user;
    this.user = user;
    this.clock = clock;
    this.first = today().minusYears(YEARS);
    discardWrites();
  }

  /// Restores the generated records, ownership and profile.
  final synchronized void discardWrites() {
    user = original;
    track(user.attributes());
    if (!written.isEmpty()) {
      written.clear();
      analytics = null;
    }
  }

  /// Replaces the attributes that the user tracks.
  synchronized void track(List<SimulatedAttribute> attributes) {
    boolean isSame = attributes.stream().map(SimulatedAttribute::name).toList().equals(names());
    tracked.clear();
    for (SimulatedAttribute attribute : attributes) {
      boolean hidden = user.hidden().contains(attribute.name());
      tracked.put(
          attribute.name(), new TrackedAttribute(attribute, attribute.service(), true, hidden));
    }
    if (!isSame) {
      analytics = null;
    }
  }

  private List<String> names() {
    return List.copyOf(tracked.keySet());
  }

  /// Changes the user's profile.
  void change(UnaryOperator<SimulatedUser> change) {
    user = change.apply(user);
  }

  SimulatedUser user() {
    return user;
  }

  Instant now() {
    return clock.instant();
  }

  LocalDate today() {
    return user.dateAt(now());
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

  /// The recorded value; null where there is none.
  @Nullable Object recorded(SimulatedAttribute attribute, LocalDate date) {
    Object value = written.get(new RecordKey(attribute.name(), date));
    return value == null
        ? days.computeIfAbsent(date, original::day).value(attribute.name())
        : value;
  }

  /// The value as Exist shows it: the default of its type where nothing was recorded.
  @Nullable Object shown(SimulatedAttribute attribute, LocalDate date) {
    Object value = recorded(attribute, date);
    return value == null ? attribute.type().empty() : value;
  }

  /// The dates between the two within the records, newest first.
  List<LocalDate> days(@Nullable LocalDate from, @Nullable LocalDate to) {
    LocalDate last = to == null || to.isAfter(today()) ? today() : to;
    LocalDate oldest = from == null || from.isBefore(first) ? first : from;
    return oldest.isAfter(last)
        ? List.of()
        : oldest.datesUntil(last.plusDays(1)).toList().reversed();
  }

  /// The analytics of the current records, as of today.
  synchronized AttributeAnalytics analytics() {
    LocalDate today = today();
    if (analytics == null || !analytics.today().equals(today)) {
      analytics = new AttributeAnalytics(this, today);
    }
    return analytics;
  }

  synchronized void write(SimulatedAttribute attribute, LocalDate date, Object value) {
    written.put(new RecordKey(attribute.name(), date), value);
    analytics = null;
  }

  void replace(TrackedAttribute changed) {
    tracked.put(changed.name(), changed);
  }
}
