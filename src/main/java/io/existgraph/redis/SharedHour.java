package io.existgraph.redis;

import io.existgraph.redis.HourComparison.ComparisonBasis;
import io.existgraph.redis.RequestLog.RequestState;
import io.existgraph.redis.UndeliveredRequests.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An instance's view of the hour of one caller: the requests of all instances that count, and what
/// it has not delivered to Redis yet. Times are in nanoseconds of the ticker. Thread-safe.
final class SharedHour {
  /// When to retry where nothing is known to expire.
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  /// When to retry what only the absence of Redis forbids.
  private static final Duration OUTAGE_RETRY_DELAY = Duration.ofSeconds(5);

  private static final int MAX_UNDELIVERED = 1_000;

  private final int instance;
  private final RequestLog log = new RequestLog();
  private final ReservationTimes times = new ReservationTimes();
  private final UndeliveredRequests undelivered = new UndeliveredRequests();
  private final HourAcceptance acceptance = new HourAcceptance();
  private final HourComparison comparison = new HourComparison();
  private final RecentReleases releases = new RecentReleases();
  private final RecallHistory recalls = new RecallHistory();

  /// `instance` is the number of this instance.
  SharedHour(int instance) {
    this.instance = instance;
  }

  private boolean isOwn(long id) {
    return RequestId.isOf(instance, id);
  }

  // Reserving with Redis

  /// Adds requests for which Redis is to be asked, if they fit below the ceiling, for which those
  /// that are leased do not count, and below the maximum for all; else returns after what time they
  /// may.
  synchronized @Nullable Duration hold(
      long[] ids, int ceiling, int maximum, long expiry, long now) {
    log.expire(now);
    int excess = excess(ids.length, ceiling, maximum);
    if (excess > 0) {
      return log.remainingOf(excess, now);
    }
    LongStream.of(ids).forEach(id -> log.add(id, expiry, RequestState.ASKED));
    return null;
  }

  private int excess(int requests, int ceiling, int maximum) {
    int all = log.size() + requests;
    return Math.max(all - log.count(RequestState.LEASED) - ceiling, all - maximum);
  }

  /// Whether the requests do not fit only because of what is leased.
  synchronized boolean isLeaseInTheWay(int requests, int ceiling, int maximum) {
    int leased = log.count(RequestState.LEASED);
    return excess(requests, ceiling, maximum) > 0
        && excess(requests, ceiling, maximum + leased) <= 0;
  }

  /// Drops requests; `isDoubtful` is whether Redis may have reserved them.
  synchronized void drop(long[] ids, boolean isDoubtful) {
    for (long id : ids) {
      log.remove(id);
      if (isDoubtful) {
        undelivered.release(id);
      }
    }
  }

  /// Records that Redis has reserved the held requests; drops them and returns after what time they
  /// may fit where, by what was learnt meanwhile, they exceed the ceiling or the maximum.
  synchronized @Nullable Duration granted(long[] ids, int ceiling, int maximum, long now) {
    LongStream.of(ids).forEach(id -> log.set(id, RequestState.SHARED));
    log.expire(now);
    int excess = excess(0, ceiling, maximum);
    if (excess <= 0) {
      return null;
    }
    drop(ids, true);
    return log.remainingOf(Math.min(excess, log.size()), now);
  }

  // Requests that are leased

  /// Adds requests that Redis has reserved ahead for this instance.
  synchronized void lease(long[] ids, long expiry) {
    LongStream.of(ids).forEach(id -> log.add(id, expiry, RequestState.LEASED));
  }

  private long[] ownLease(long usableUntil) {
    return LongStream.of(log.ids(RequestState.LEASED, usableUntil)).filter(this::isOwn).toArray();
  }

  /// How many requests this instance may send without Redis that would count until then.
  synchronized int leased(long until) {
    return ownLease(until).length;
  }

  /// Uses as many of them, if `kept` are left then; null otherwise. Each counts as long as it was
  /// leased for until it ends.
  synchronized long @Nullable [] useLease(int requests, int kept, long until) {
    long[] own = ownLease(until);
    if (own.length < requests + kept) {
      return null;
    }
    long[] used = LongStream.of(own).limit(requests).toArray();
    LongStream.of(used).forEach(id -> log.set(id, RequestState.SHARED));
    return used;
  }

  /// Gives back the lease beyond that size; returns whether that was anything.
  synchronized boolean returnLease(int size, long now) {
    long[] surplus = LongStream.of(ownLease(now)).skip(size).toArray();
    drop(surplus, true);
    return surplus.length > 0;
  }

  /// The recalls of leases of this hour.
  RecallHistory recalls() {
    return recalls;
  }

  // Reserving without Redis

  /// Adds requests without Redis, if no more than `maxApart` of those that count were added so, and
  /// those not leased are below the ceiling; else returns after what time they may fit, or Redis be
  /// back. The others leave room for those once: one that Redis has learnt of since is no room for
  /// another.
  synchronized @Nullable Duration holdApart(
      long[] ids, int maxApart, int ceiling, long expiry, long now) {
    log.expire(now);
    int used = log.size() - log.count(RequestState.LEASED);
    if (apart() + ids.length <= maxApart && used + ids.length <= ceiling) {
      LongStream.of(ids).forEach(id -> log.add(id, expiry, RequestState.APART));
      return null;
    }
    if (used + ids.length <= ceiling) {
      return OUTAGE_RETRY_DELAY;
    }
    return log.size() == 0 ? RETRY_DELAY : log.remainingOf(1, now);
  }

  // What became of requests

  synchronized void committed(long id, long expiry) {
    log.put(id, expiry);
    undelivered.count(id);
    if (undelivered.counted() > MAX_UNDELIVERED) {
      undelivered.retain(log);
    }
  }

  /// Records that a request was not sent. While Redis `isAway`, one that was leased and would count
  /// until `leasedUntil` is so again.
  synchronized void released(long id, boolean isAway, long leasedUntil) {
    boolean isShared = log.is(id, RequestState.SHARED);
    if (isAway && isShared && !log.remaining(id, leasedUntil).isNegative()) {
      log.set(id, RequestState.LEASED);
    } else {
      log.remove(id);
      undelivered.release(id);
    }
  }

  /// What Exist has said about the credential.
  synchronized <T> T acceptance(Function<HourAcceptance, T> step) {
    return step.apply(acceptance);
  }

  /// Records that Exist accepted the credential; returns whether Redis must learn of it.
  synchronized boolean accepted() {
    boolean isNew = acceptance.accepted();
    if (isNew) {
      undelivered.accept();
    }
    return isNew;
  }

  synchronized void paused() {
    acceptance.paused();
  }

  // What others did

  /// Records when an instance reserved requests.
  synchronized void reserved(String by, long now) {
    times.record(by, now);
  }

  /// Whether the instance reserved requests since that time.
  synchronized boolean isReservedSince(String by, long time) {
    return times.isSince(by, time);
  }

  /// Records another instance's request and when it expires.
  synchronized void heard(long id, long expiry, boolean isLeased) {
    if (isLeased) {
      log.add(id, expiry, RequestState.LEASED);
    } else {
      log.put(id, expiry);
      log.set(id, RequestState.SHARED);
    }
  }

  synchronized void heardReleased(long id, long now) {
    log.remove(id);
    releases.add(id, now);
  }

  /// Adds a request that Redis has, unless it is known or given back. One that was given back is
  /// given back once more: an instance that knew no better may have restored it.
  synchronized void learn(long id, long expiry, boolean isLeased) {
    if (releases.contains(id)) {
      undelivered.release(id);
    } else if (!undelivered.isReleased(id)) {
      log.add(id, expiry, isLeased && !isOwn(id) ? RequestState.LEASED : RequestState.SHARED);
    }
  }

  // Counting

  /// How many requests are reserved or sent, without those that are leased.
  synchronized int used(long now) {
    log.expire(now);
    return log.size() - log.count(RequestState.LEASED);
  }

  /// How many of this instance were reserved without Redis and count.
  synchronized int apart(long now) {
    log.expire(now);
    return apart();
  }

  private int apart() {
    return log.count(RequestState.APART) + log.count(RequestState.MERGED);
  }

  /// How many are leased, here or elsewhere.
  synchronized int allLeased() {
    return log.count(RequestState.LEASED);
  }

  /// After what time the first request expires; null where none counts.
  synchronized @Nullable Duration firstExpiry(long now) {
    log.expire(now);
    return log.size() == log.count(RequestState.LEASED) ? null : log.remainingOf(1, now);
  }

  // Comparing with Redis

  /// How far it agrees with Redis.
  synchronized <T> T comparison(Function<HourComparison, T> step) {
    return step.apply(comparison);
  }

  /// The generation of Redis' state that was seen last; empty where nothing is known that Redis
  /// could lack.
  synchronized String generation() {
    return isEmpty() ? "" : comparison.generation();
  }

  private boolean isEmpty() {
    return log.size() == log.count(RequestState.ASKED) && undelivered.isEmpty();
  }

  /// Whether Redis may lack something that is known here.
  synchronized boolean mustMerge(ComparisonBasis now) {
    return !isEmpty() && (!comparison.isOfConnection(now) || log.count(RequestState.APART) > 0);
  }

  /// What is to be delivered; null where there is nothing to begin.
  synchronized @Nullable Delivery beginDelivery(boolean isUrgent) {
    return undelivered.begin(isUrgent);
  }

  synchronized void endDelivery(Delivery delivery, boolean isDelivered, long now) {
    undelivered.end(delivery, isDelivered);
    delivery.released().forEach(id -> releases.add(id, now));
  }

  /// Whether something is to be delivered before Redis is used.
  synchronized boolean isUndelivered(long now) {
    log.expire(now);
    return !undelivered.isEmpty() || log.count(RequestState.APART) > 0;
  }

  /// The requests that this instance sent or will send, each followed by the milliseconds for which
  /// it still counts; or else those of the others, and what is leased.
  synchronized List<Object> known(boolean isSentHere, long now) {
    log.expire(now);
    LongPredicate isSent = id -> isOwn(id) && !log.is(id, RequestState.LEASED);
    return RequestFormat.remaining(
        log, log.ids(id -> isSent.test(id) == isSentHere && !log.is(id, RequestState.ASKED)), now);
  }

  /// The same of those ids that are known.
  synchronized List<Object> remaining(Set<Long> ids, long now) {
    log.expire(now);
    return RequestFormat.remaining(
        log, ids.stream().mapToLong(Long::longValue).filter(log::contains), now);
  }

  /// A request that is reserved or sent, when it expires, and whether only this instance knows it.
  record SpentRequest(long id, long expiry, boolean isApart) {}

  /// Those that are reserved or sent, without the leased ones.
  synchronized List<SpentRequest> spent(long now) {
    log.expire(now);
    return log.ids(id -> !log.is(id, RequestState.ASKED) && !log.is(id, RequestState.LEASED))
        .mapToObj(id -> spent(id, now))
        .toList();
  }

  private SpentRequest spent(long id, long now) {
    return new SpentRequest(
        id, now + log.remaining(id, now).toNanos(), log.is(id, RequestState.APART));
  }

  /// Counts what was spent of another hour.
  synchronized void add(List<SpentRequest> spent) {
    spent.forEach(
        one ->
            log.add(
                one.id(), one.expiry(), one.isApart() ? RequestState.APART : RequestState.SHARED));
  }

  /// All requests that are known, as `<id>:<milliseconds for which it still counts>`, with a plus
  /// before those that are leased.
  synchronized List<String> all(long now) {
    log.expire(now);
    return log.ids(id -> !log.is(id, RequestState.ASKED))
        .mapToObj(id -> RequestFormat.word(log, id, now))
        .toList();
  }

  /// Records that Redis has all own requests.
  synchronized void merged() {
    log.merge();
  }

  /// Whether nothing counts, and nothing was reserved here since that time.
  synchronized boolean isIdle(long reservedBefore, long now) {
    log.expire(now);
    undelivered.retain(log);
    return log.size() == 0
        && undelivered.isEmpty()
        && !undelivered.isBeingDelivered()
        && !times.isAnySince(reservedBefore);
  }
}
