package io.existgraph.operation;

import io.existgraph.data.FreshnessClass;
import io.existgraph.exist.ReadRequest;
import io.existgraph.operation.planning.LoadKeySet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A read that the cache answers alone, planned: nothing is missing or to be refreshed within its
/// validity. `size` is the estimated size of the result in values, `requests` how many requests the
/// cache answers, `kinds` those by freshness class.
record CachedRead(
    ValidityPeriod validity, long size, int requests, Map<FreshnessClass, Integer> kinds) {

  /// Takes the room of a read of these keys and counts what answers it. False where the cache does
  /// not answer alone and at once.
  static boolean begin(
      LoadKeySet keys,
      OperationPlanner planner,
      ResultSizeReservation reservation,
      OperationStats stats) {
    CachedRead read = of(keys, planner, reservation);
    if (read == null || !reservation.takeAtOnce(read.size)) {
      return false;
    }
    planner.cache().policy().alsoUnchangedUntil(read.validity.until());
    stats.answeredFromMemory(read.requests, read.kinds);
    return true;
  }

  /// The read of these keys: as it was planned before with the same entries, else planned. Null
  /// where the cache does not answer alone.
  private static @Nullable CachedRead of(
      LoadKeySet keys, OperationPlanner planner, ResultSizeReservation reservation) {
    OperationCache cache = planner.cache();
    CachedRead known = cache.snapshot().derived(keys, CachedRead.class);
    if (known != null && cache.policy().isWithin(known.validity)) {
      return known;
    }
    CachedRead planned = plan(keys, planner, reservation);
    if (planned != null) {
      cache.snapshot().keep(keys, planned);
    }
    return planned;
  }

  private static @Nullable CachedRead plan(
      LoadKeySet keys, OperationPlanner planner, ResultSizeReservation reservation) {
    OperationCache cache = planner.cache();
    long size = reservation.estimate(cache.usable());
    var missing = planner.missing(keys);
    if (!missing.requests().isEmpty() || !planner.isAllFresh()) {
      return null;
    }
    Collection<ReadRequest> answered = planner.onEmptyCache(keys);
    ValidityPeriod validity = ValidityPeriod.of(cache.snapshot(), cache.policy());
    return validity == null
        ? null
        : new CachedRead(validity, size, answered.size(), kinds(answered));
  }

  /// So many requests are about data of each class; one may count in several.
  static Map<FreshnessClass, Integer> kinds(Collection<ReadRequest> requests) {
    Map<FreshnessClass, Integer> kinds = new EnumMap<>(FreshnessClass.class);
    requests.stream()
        .flatMap(request -> request.kinds().stream())
        .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
    return kinds;
  }
}
