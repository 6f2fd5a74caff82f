package io.existgraph.redis;

import io.existgraph.redis.RequestLog.RequestState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What is read of the requests of one caller that count, of all instances, at a time of the ticker
/// in nanoseconds. Not thread-safe: used under the lock of its [SharedHour].
record HourView(int instance, RequestLog log, long now) {
  /// A request that is reserved or sent, when it expires, and whether only this instance knows it.
  record SpentRequest(long id, long expiry, boolean isApart) {}

  /// How many requests are reserved or sent, without those that are leased.
  int used() {
    return log.size() - log.count(RequestState.LEASED);
  }

  /// How many of this instance were reserved without Redis and count.
  int apart() {
    return log.apart();
  }

  /// How many this instance may send without Redis that would count until then.
  int leased(long until) {
    return (int) log.ownLease(instance, until).count();
  }

  /// After what time the first request expires; null where none counts.
  @Nullable Duration firstExpiry() {
    return used() == 0 ? null : log.remainingOf(1, now);
  }

  /// The requests that this instance sent or will send, each followed by the milliseconds for which
  /// it still counts; or else those of the others, and what is leased.
  List<Object> known(boolean isSentHere) {
    LongPredicate isSent = id -> RequestId.isOf(instance, id) && !log.is(id, RequestState.LEASED);
    return RequestFormat.remaining(
        log, log.ids(id -> isSent.test(id) == isSentHere && !log.is(id, RequestState.ASKED)), now);
  }

  /// The same of those ids that are known.
  List<Object> remaining(Set<Long> ids) {
    return RequestFormat.remaining(
        log, ids.stream().mapToLong(Long::longValue).filter(log::contains), now);
  }

  /// Those that are reserved or sent, without the leased ones.
  List<SpentRequest> spent() {
    return log.ids(id -> !log.is(id, RequestState.ASKED) && !log.is(id, RequestState.LEASED))
        .mapToObj(this::spent)
        .toList();
  }

  private SpentRequest spent(long id) {
    return new SpentRequest(
        id, now + log.remaining(id, now).toNanos(), log.is(id, RequestState.APART));
  }

  /// All requests that are known, as `<id>:<milliseconds for which it still counts>`, with a plus
  /// before those that are leased.
  List<String> all() {
    return log.ids(id -> !log.is(id, RequestState.ASKED))
        .mapToObj(id -> RequestFormat.word(log, id, now))
        .toList();
  }
}
