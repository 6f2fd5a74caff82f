package io.existgraph.operation;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.Freshness;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.model.Profile;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.time.Moment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The check of every field's arguments, made before anything is sized, planned or sent. It costs
/// no more than the arguments are long.
///
/// `today` is what an open range of days ends with: the caller's date or, while their zone is not
/// known, the latest date anywhere.
public record ArgumentRules(LocalDate today, LocalDate latestAnywhere) {
  /// For an operation that begins now. Without a credential nobody's date is known.
  static ArgumentRules of(
      CallerCaches caches, Freshness freshness, Moment now, @Nullable CallerId caller) {
    LocalDate latest = DateRange.latestToday(now.wallTime());
    CacheEntry<?> profile =
        caller == null ? null : caches.of(caller).get(new CacheKey.ProfileOf(UserRef.SELF));
    LocalDate today =
        profile != null
                && profile.value() instanceof Profile known
                && freshness.isStaleWhileRevalidate(
                    FreshnessClass.PROFILE, profile.fetchedAt(), now.instant())
            ? known.dateAt(now.wallTime())
            : latest;
    return new ArgumentRules(today, latest);
  }

  /// Why the field cannot be answered with these arguments; null when it can.
  public @Nullable Failure objection(String field, FieldArguments arguments) {
    if (arguments.values().isEmpty()) {
      return null;
    }
    try {
      arguments.check(field, today, latestAnywhere);
      return null;
    } catch (FailureException e) {
      return e.failure();
    }
  }
}
