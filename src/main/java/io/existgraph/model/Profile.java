package io.existgraph.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

  /// The zone that the user's days are counted in.
  public ZoneId zone() {
    ZoneId fallback = localOffset == null ? ZoneOffset.UTC : localOffset;
    if (timezone == null) {
      return fallback;
    }
    try {
      return ZoneId.of(timezone);
    } catch (java.time.DateTimeException _) {
      return fallback;
    }
  }

  /// Whether it says when the user's days begin; a private user's stub does not.
  public boolean hasTime() {
    return timezone != null || localOffset != null;
  }

  /// The user's own date at that moment.
  public LocalDate dateAt(Instant now) {
    return LocalDate.ofInstant(now, zone());
  }

  /// The systems the user wants to read measures in.
  public UnitPreferences units() {
    return unitPreferences == null ? UnitPreferences.METRIC : unitPreferences;
  }
}
