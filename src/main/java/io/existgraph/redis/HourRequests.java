package io.existgraph.redis;

import io.existgraph.redis.HourView.SpentRequest;
import io.existgraph.redis.RequestLog.RequestState;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The changes to the requests of one caller that count, of all instances. Times are in nanoseconds
/// of the ticker. Not thread-safe: used under the lock of its [SharedHour].
final class HourRequests {
  /// When to retry where nothing is known to expire.
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  /// When to retry what only the absence of Redis forbids.
  private static final Duration OUTAGE_RETRY_DELAY = Duration.ofSeconds(5);

  private static final int MAX_UNDELIVERED = 1_000;

  private final int instance;
  private final RequestLog log;
  private final UndeliveredRequests undelivered;
  private final RecentReleases releases;

  /// `instance` is the number of this instance.
  HourRequests(
      int instance, RequestLog log, UndeliveredRequests undelivered, RecentReleases releases) {
    this.instance = instance;
    this.log = log;
    this.undelivered = undelivered;
    this.releases = releases;
  }

  // Reserving with Redis

  /// Adds the attempt's requests, for which Redis is to be asked, if they fit below the ceiling,
  /// for which those that are leased do not count, and below the maximum for all; else returns
  /// after what time they may.
  @Nullable Duration hold(HourAttempt attempt, long expiry, long now) {
    log.expire(now);
    int excess = excess(attempt.ids().length, attempt);
    if (excess > 0) {
      return log.remainingOf(excess, now);
    }
    LongStream.of(attempt.ids()).forEach(id -> log.add(id, expiry, RequestState.ASKED));
    return null;
  }

  private int excess(int requests, HourAttempt attempt) {
    int all = log.size() + requests;
    return Math.max(all - leased() - attempt.ceiling(), all - attempt.maximum());
  }

  /// Whether the attempt's requests do not fit only because of what is leased.
  boolean isLeaseInTheWay(HourAttempt attempt) {
    int requests = attempt.ids().length;
    int used = log.size() - leased() + requests;
    return excess(requests, attempt) > 0 && used <= attempt.ceiling() && used <= attempt.maximum();
  }

  /// Drops requests; `isDoubtful` is whether Redis may have reserved them.
  void drop(long[] ids, boolean isDoubtful) {
    for (long id : ids) {
      log.remove(id);
      if (isDoubtful) {
        undelivered.release(id);
      }
    }
  }

  /// Records that Redis has reserved these requests of the attempt; drops them and returns after
  /// what time they may fit where, by what was learnt meanwhile, they exceed the ceiling or the
  /// maximum.
  @Nullable Duration granted(long[] ids, HourAttempt attempt, long now) {
    LongStream.of(ids).forEach(id -> log.set(id, RequestState.SHARED));
    log.expire(now);
    int excess = excess(0, attempt);
    if (excess <= 0) {
      return null;
    }
    drop(ids, true);
    return log.remainingOf(Math.min(excess, log.size()), now);
  }

  // Requests that are leased

  /// Adds requests that Redis has reserved ahead for this instance.
  void lease(long[] ids, long expiry) {
    LongStream.of(ids).forEach(id -> log.add(id, expiry, RequestState.LEASED));
  }

  /// How many are leased, here or elsewhere.
  int leased() {
    return log.count(RequestState.LEASED);
  }

  /// Uses as many of those of this instance that would count until then, if `kept` are left then;
  /// null otherwise. Each counts as long as it was leased for until it ends.
  long @Nullable [] useLease(int requests, int kept, long until) {
    long[] own = log.ownLease(instance, until).toArray();
    if (own.length < requests + kept) {
      return null;
    }
    long[] used = LongStream.of(own).limit(requests).toArray();
    LongStream.of(used).forEach(id -> log.set(id, RequestState.SHARED));
    return used;
  }

  /// Gives back the lease beyond that size; returns whether that was anything.
  boolean returnLease(int size, long now) {
    long[] surplus = log.ownLease(instance, now).skip(size).toArray();
    drop(surplus, true);
    return surplus.length > 0;
  }

  // Reserving without Redis

  /// Adds requests without Redis, if no more than `maxApart` of those that count were added so, and
  /// those not leased are below the ceiling; else returns after what time they may fit, or Redis be
  /// back. The others leave room for those once: one that Redis has learnt of since is no room for
  /// another.
  @Nullable Duration holdApart(long[] ids, int maxApart, int ceiling, long expiry, long now) {
    log.expire(now);
    int used = log.size() - leased();
    if (used + ids.length > ceiling) {
      return log.size() == 0 ? RETRY_DELAY : log.remainingOf(1, now);
    }
    if (log.apart() + ids.length > maxApart) {
      return OUTAGE_RETRY_DELAY;
    }
    LongStream.of(ids).forEach(id -> log.add(id, expiry, RequestState.APART));
    return null;
  }

  // What became of requests

  void committed(long id, long expiry) {
    log.put(id, expiry);
    undelivered.count(id);
    if (undelivered.counted() > MAX_UNDELIVERED) {
      undelivered.retain(log);
    }
  }

  /// Records that a request was not sent. While Redis `isAway`, one that was leased and would count
  /// until `leasedUntil` is so again.
  void released(long id, boolean isAway, long leasedUntil) {
    boolean isShared = log.is(id, RequestState.SHARED);
    if (isAway && isShared && !log.remaining(id, leasedUntil).isNegative()) {
      log.set(id, RequestState.LEASED);
    } else {
      log.remove(id);
      undelivered.release(id);
    }
  }

  // What others did

  /// Records another instance's request and when it expires.
  void heard(long id, long expiry, boolean isLeased) {
    if (isLeased) {
      log.add(id, expiry, RequestState.LEASED);
    } else {
      log.put(id, expiry);
      log.set(id, RequestState.SHARED);
    }
  }

  void heardReleased(long id, long now) {
    log.remove(id);
    releases.add(id, now);
  }

  /// Counts what was spent of another hour.
  void add(List<SpentRequest> spent) {
    spent.forEach(
        one ->
            log.add(
                one.id(), one.expiry(), one.isApart() ? RequestState.APART : RequestState.SHARED));
  }

  /// Adds a request that Redis has, unless it is known or given back. One that was given back is
  /// given back once more: an instance that knew no better may have restored it.
  void learn(long id, long expiry, boolean isLeased) {
    if (releases.contains(id)) {
      undelivered.release(id);
    } else if (!undelivered.isReleased(id)) {
      log.add(
          id,
          expiry,
          isLeased && !RequestId.isOf(instance, id) ? RequestState.LEASED : RequestState.SHARED);
    }
  }
}
