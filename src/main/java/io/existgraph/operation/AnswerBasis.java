package io.existgraph.operation;

import io.existgraph.cache.CacheReplication.Consistency;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.CallerId;
import io.existgraph.data.FreshnessClass;
import io.existgraph.ratelimit.RateLimitStatus;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Map;

/// The basis of a response that was read from a caller's cache alone: the state of cache and clock.
/// While [#holds] the same query has the same answer, apart from the values that are [LiveValues].
///
/// `answers` counts the answers that were in the cache, by freshness class; one request may count
/// in several.
public record AnswerBasis(
    CallerId caller,
    WeakReference<CallerCache> cache,
    long version,
    ValidityPeriod validity,
    Map<FreshnessClass, Integer> answers,
    LiveValues live) {
  /// The key of an answer's basis in the context of its operation.
  public static final String CONTEXT_KEY = AnswerBasis.class.getName();

  static AnswerBasis of(
      CallerId caller,
      CallerCache cache,
      long version,
      ValidityPeriod validity,
      Map<FreshnessClass, Integer> answers) {
    return new AnswerBasis(
        caller,
        new WeakReference<>(cache),
        version,
        validity,
        Map.copyOf(answers),
        new LiveValues());
  }

  public AnswerBasis with(LiveValues values) {
    return new AnswerBasis(caller, cache, version, validity, answers, values);
  }

  /// Whether the cache and the clock are still as they were. An answer of a caller that may have to
  /// wait for the rejections of its address does not hold.
  public boolean holds(OperationReaderFactory operations, Instant now) {
    if (operations.rateLimiter().isRejected(caller)) {
      return false;
    }
    CallerCache current = operations.caches().of(caller);
    Consistency consistency = operations.caches().consistency(current);
    return consistency != Consistency.UNVERIFIED
        && validity.holds(now, operations.clock().offset(), consistency == Consistency.CURRENT)
        && cache.refersTo(current)
        && current.version() == version
        && operations.rejections().isAccepted(caller);
  }

  /// Whether the rate limit that was selected, if any, still reads the same.
  public boolean hasStatus(RateLimitStatus status) {
    RateLimitStatus selected = live.selectedStatus();
    return selected == null || selected.equals(status);
  }

  /// Reports the repeated answer as the operation itself would have been.
  public void report(OperationReaderFactory operations, RateLimitStatus status) {
    operations.listener().repeated(answers);
    operations.listener().operationCompleted(/* isStale= */ false, status.remaining());
  }

  /// The rate limit as it is now.
  public RateLimitStatus status(OperationReaderFactory operations) {
    return operations.rateLimiter().status(caller);
  }
}
