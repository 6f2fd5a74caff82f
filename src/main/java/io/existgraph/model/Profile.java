package io.existgraph.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The profile of a user. Everything but the name may be null, as it is for a private user.
///
/// `localOffset` is the offset of the clock that Exist showed with the profile; it is used for a
/// zone that Java does not know.
public record Profile(
    @Nullable Integer id,
    @Nullable String username,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String bio,
    @Nullable String url,
    @Nullable String avatar,
    @Nullable String timezone,
    @Nullable ZoneOffset localOffset,
    @Nullable Boolean isPrivate,
    @Nullable UnitPreferences unitPreferences) {
  /// As many as there are regions, and some.
  private static final int MAX_ZONES = 1_000;

  private static final int SECONDS_PER_MINUTE = 60;

  private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

  /// The zone that the user's days are counted in.
  public ZoneId zone() {
    ZoneId fallback = localOffset == null ? ZoneOffset.UTC : localOffset;
    if (timezone == null) {
      return fallback;
    }
    ZoneId known = ZONES.get(timezone);
    return known == null ? parsedZone(timezone, fallback) : known;
  }

  private static ZoneId parsedZone(String name, ZoneId fallback) {
    try {
      ZoneId zone = ZoneId.of(name);
      if (ZONES.size() < MAX_ZONES) {
        ZONES.put(name, zone);
      }
      return zone;
    } catch (DateTimeException _) {
      return fallback;
    }
  }

  /// Whether it has a time zone or an offset; the stub of a private user has neither.
  public boolean hasTime() {
    return timezone != null || localOffset != null;
  }

  /// The user's own date at that moment.
  public LocalDate dateAt(Instant now) {
    return LocalDate.ofInstant(now, zone());
  }

  /// The beginning of a day in the user's zone: midnight or, where the clocks skip that, the first
  /// moment after it. Offsets of old local times are rounded to minutes, as RFC 3339 has them.
  public OffsetDateTime startOf(LocalDate day) {
    OffsetDateTime start = day.atStartOfDay(zone()).toOffsetDateTime();
    int minutes = Math.round((float) start.getOffset().getTotalSeconds() / SECONDS_PER_MINUTE);
    return start.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * SECONDS_PER_MINUTE));
  }

  /// The systems of units that the user prefers.
  public UnitPreferences units() {
    return unitPreferences == null ? UnitPreferences.METRIC : unitPreferences;
  }
}
