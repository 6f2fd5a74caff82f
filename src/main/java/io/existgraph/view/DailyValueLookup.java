package io.existgraph.view;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DateRange;
import io.existgraph.data.DatedValue;
import io.existgraph.data.Freshness;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The values of one attribute, out of every cached response that may cover its days. The responses
/// are looked up once; each day is then an array access.
public final class DailyValueLookup {
  /// The response that was last accepted: its days are fresh, or not, together. It is immutable, so
  /// threads may use different ones.
  private record AcceptedResponse(FreshnessClass kind, Instant fetchedAt) {}

  private final AttributeName attribute;
  private final CacheKey.DaysOf key;
  private final FreshnessPredicate freshness;
  private final UnaryOperator<Instant> wallTime;
  private final long today; // counted from the epoch
  private final @Nullable ZoneId zone;
  private final @Nullable DailyValues days;
  private final List<RecentValues.AttributeDays> recent = new ArrayList<>();
  private @Nullable AcceptedResponse accepted;

  DailyValueLookup(
      CacheEntrySource source,
      FreshnessPredicate freshness,
      UnaryOperator<Instant> wallTime,
      UserRef user,
      AttributeName attribute,
      LocalDate today) {
    this.attribute = attribute;
    this.key = new CacheKey.DaysOf(user, attribute);
    this.freshness = freshness;
    this.wallTime = wallTime;
    this.today = today.toEpochDay();
    CacheEntry<Profile> profile = source.find(new CacheKey.ProfileOf(user));
    this.zone = profile == null ? null : profile.value().zone();
    CacheEntry<DailyValues> entry = source.find(key);
    this.days = entry == null ? null : entry.value();
    addRecent(source, user);
  }

  /// Without a zone the last days are those that a response covers whatever today is, and of today
  /// alone nothing is known.
  private void addRecent(CacheEntrySource source, UserRef user) {
    int page = 1;
    CacheEntry<RecentValues.RecentDayValues> entry = source.find(new CacheKey.RecentOf(user, page));
    while (entry != null) {
      recent.add(of(entry));
      entry = source.find(new CacheKey.RecentOf(user, ++page));
    }
    CacheEntry<RecentValues.TodayValues> ofToday = source.find(new CacheKey.TodayOf(user));
    if (ofToday != null && zone != null) {
      recent.add(of(ofToday));
    }
  }

  private RecentValues.AttributeDays of(CacheEntry<? extends RecentValues> entry) {
    Instant fetchedAt = wallTime.apply(entry.fetchedAt());
    LocalDate answeredOn =
        zone == null ? DateRange.latestToday(fetchedAt) : LocalDate.ofInstant(fetchedAt, zone);
    return entry.value().of(attribute, answeredOn, entry.fetchedAt());
  }

  /// The value of a day as it was fetched last; null where it is not known, or not fresh enough.
  public @Nullable DatedValue on(LocalDate day) {
    long epochDay = day.toEpochDay();
    DatedValue latest = fromDays(day, epochDay);
    for (RecentValues.AttributeDays response : recent) {
      latest = later(latest, response.on(epochDay));
    }
    return latest != null && isAccepted(Freshness.kindOf(epochDay, today), latest.fetchedAt())
        ? latest
        : null;
  }

  public boolean isKnown(LocalDate day) {
    return on(day) != null;
  }

  /// How long the value of that day is fresh.
  public FreshnessClass kindOf(LocalDate day) {
    return Freshness.kindOf(day.toEpochDay(), today);
  }

  private boolean isAccepted(FreshnessClass kind, Instant fetchedAt) {
    AcceptedResponse last = accepted;
    if (last != null && last.kind() == kind && last.fetchedAt().equals(fetchedAt)) {
      return true;
    }
    boolean isAccepted = freshness.accepts(key, kind, fetchedAt);
    if (isAccepted) {
      accepted = new AcceptedResponse(kind, fetchedAt);
    }
    return isAccepted;
  }

  private static @Nullable DatedValue later(@Nullable DatedValue one, @Nullable DatedValue other) {
    boolean isOne = other == null || (one != null && !other.fetchedAt().isAfter(one.fetchedAt()));
    return isOne ? one : other;
  }

  /// Of a day that had not begun when it was requested, nothing is known.
  private @Nullable DatedValue fromDays(LocalDate day, long epochDay) {
    DatedValue value = days == null ? null : days.on(epochDay);
    return value == null || isFuture(day, wallTime.apply(value.fetchedAt())) ? null : value;
  }

  private boolean isFuture(LocalDate day, Instant fetchedAt) {
    return zone != null
        && DateRange.mayBeFuture(day, fetchedAt)
        && day.isAfter(LocalDate.ofInstant(fetchedAt, zone));
  }
}
