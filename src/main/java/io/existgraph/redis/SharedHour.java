package io.existgraph.redis;

import io.existgraph.redis.RequestLog.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What an instance knows of the hour of one caller: the requests of all instances that count, and
/// what of its own it has not delivered to Redis yet. Times are in nanoseconds of the ticker.
/// Thread-safe.
final class SharedHour {
  /// When to retry where nothing is known to expire.
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private static final int MAX_UNDELIVERED = 1_000;

  /// What is to be sent to Redis.
  record Delivery(Set<Long> counted, Set<Long> released, boolean isAccepted) {
    static final Delivery NONE = new Delivery(Set.of(), Set.of(), false);

    boolean isEmpty() {
      return counted.isEmpty() && released.isEmpty() && !isAccepted;
    }
  }

  /// The server's state with which a caller was compared: of which connection, and after which loss
  /// of messages.
  record Basis(long generation, long continuity) {}

  private final RequestLog log = new RequestLog();
  private final Set<Long> doubtful = new LinkedHashSet<>(); // apart, but maybe in Redis
  private Set<Long> counted = new LinkedHashSet<>();
  private Set<Long> released = new LinkedHashSet<>();
  private boolean isComplete;
  private boolean isAcceptanceDue;
  private boolean isAccepted;
  private boolean wasAccepted;
  private boolean isStranger;
  private int deliveries;
  private String generation = "";
  private @Nullable Basis basis;

  /// Adds requests for which Redis is to be asked, if they fit below the ceiling; else returns
  /// after what time they may.
  synchronized @Nullable Duration hold(long[] ids, int ceiling, long expiry, long now) {
    log.expire(now);
    int excess = log.size() + ids.length - ceiling;
    if (excess > 0) {
      return log.remainingOf(excess, now);
    }
    LongStream.of(ids).forEach(id -> log.add(id, expiry, now, State.ASKED));
    return null;
  }

  /// Keeps held requests without Redis, if they fit into the share that `share` makes of what is
  /// left of the ceiling, and below the maximum for all; else drops them and returns after what
  /// time they may fit. `wasAsked` is whether Redis may have reserved them.
  synchronized @Nullable Duration holdApart(
      long[] ids, int ceiling, int maximum, IntUnaryOperator share, boolean wasAsked, long now) {
    log.expire(now);
    int apart = log.count(State.APART);
    int known = log.size() - log.count(State.ASKED) - apart;
    int room = Math.min(share.applyAsInt(Math.max(0, ceiling - known)), maximum - known);
    if (apart + ids.length <= room) {
      LongStream.of(ids).forEach(id -> keepApart(id, wasAsked));
      return null;
    }
    drop(ids, wasAsked);
    return log.size() == 0 ? RETRY_DELAY : log.remainingOf(1, now);
  }

  private void keepApart(long id, boolean wasAsked) {
    log.set(id, State.APART);
    if (wasAsked) {
      doubtful.add(id);
    }
  }

  /// Drops held requests; `isDoubtful` is whether Redis may have reserved them.
  synchronized void drop(long[] ids, boolean isDoubtful) {
    for (long id : ids) {
      log.remove(id);
      if (isDoubtful) {
        released.add(id);
      }
    }
  }

  /// Records that Redis has reserved the held requests; drops them and returns after what time they
  /// may fit where, by what was learnt meanwhile, they exceed the ceiling.
  synchronized @Nullable Duration granted(long[] ids, int ceiling, long now) {
    LongStream.of(ids).forEach(id -> log.set(id, State.SHARED));
    log.expire(now);
    int excess = log.size() - ceiling;
    if (excess <= 0) {
      return null;
    }
    drop(ids, true);
    return log.remainingOf(Math.min(excess, log.size()), now);
  }

  synchronized void committed(long id, long expiry, long now) {
    log.put(id, expiry, now);
    counted.add(id);
    if (counted.size() > MAX_UNDELIVERED) {
      counted.removeIf(old -> !log.contains(old));
    }
  }

  synchronized void released(long id) {
    boolean isInRedis = !log.is(id, State.APART) || doubtful.contains(id);
    doubtful.remove(id);
    log.remove(id);
    counted.remove(id);
    if (isInRedis) {
      released.add(id);
    }
  }

  /// Records that Exist accepted the credential; returns whether Redis must learn of it, which is
  /// so the first time and after each pause.
  synchronized boolean accepted() {
    boolean isNew = !isAccepted;
    isAcceptanceDue |= isNew;
    isAccepted = true;
    wasAccepted = true;
    return isNew;
  }

  synchronized void paused() {
    isAccepted = false;
  }

  /// Records a 401; returns whether it is the first one of a credential that was never accepted.
  synchronized boolean becomesStranger() {
    boolean isFirst = !wasAccepted && !isStranger;
    isStranger = true;
    return isFirst;
  }

  synchronized boolean wasAccepted() {
    return wasAccepted;
  }

  /// Records another instance's request and when it expires.
  synchronized void heard(long id, long expiry, long now) {
    log.put(id, expiry, now);
  }

  /// Records how many requests count in Redis: where no fewer are known, all are.
  synchronized void heardUsed(long used, long now) {
    log.expire(now);
    isComplete |= log.size() >= used;
  }

  /// Whether all requests were known at some time, and so those after it are.
  synchronized boolean isComplete() {
    return isComplete;
  }

  synchronized void heardReleased(long id) {
    log.remove(id);
  }

  /// Adds a request that Redis has, unless it is known or given back.
  synchronized void learn(long id, long expiry, long now) {
    if (!released.contains(id)) {
      log.add(id, expiry, now, State.SHARED);
    }
  }

  synchronized int used(long now) {
    log.expire(now);
    return log.size();
  }

  synchronized int apart(long now) {
    log.expire(now);
    return log.count(State.APART);
  }

  synchronized int countTakenUntil(long time) {
    return log.countTakenUntil(time);
  }

  /// After what time the first request expires; null where none counts.
  synchronized @Nullable Duration firstExpiry(long now) {
    log.expire(now);
    return log.size() == 0 ? null : log.remainingOf(1, now);
  }

  /// The generation of Redis' state that was seen last; empty where nothing is known that Redis
  /// could lack.
  synchronized String generation() {
    return isEmpty() ? "" : generation;
  }

  private boolean isEmpty() {
    return log.size() == log.count(State.ASKED) && counted.isEmpty() && released.isEmpty();
  }

  /// Whether Redis may lack something that is known here.
  synchronized boolean mustMerge(Basis now) {
    boolean isOfConnection = basis != null && basis.generation() == now.generation();
    return !isEmpty() && (!isOfConnection || log.count(State.APART) > 0);
  }

  /// Whether this instance may lack something that Redis has.
  synchronized boolean mustLearn(Basis now) {
    return !now.equals(basis);
  }

  synchronized void compared(String newGeneration, Basis newBasis) {
    generation = newGeneration;
    basis = newBasis;
    isComplete = true;
  }

  /// Records that Redis counts something that is not known here.
  synchronized void differs() {
    basis = basis == null ? null : new Basis(basis.generation(), -1);
  }

  /// What is to be delivered; null where there is nothing, or where something is being delivered
  /// and nothing is urgent: whatever gathers meanwhile then goes together.
  synchronized @Nullable Delivery beginDelivery(boolean isUrgent) {
    Delivery delivery = new Delivery(counted, released, isAcceptanceDue);
    if (delivery.isEmpty() || (deliveries > 0 && !isUrgent)) {
      return null;
    }
    deliveries++;
    counted = new LinkedHashSet<>();
    released = new LinkedHashSet<>();
    isAcceptanceDue = false;
    return delivery;
  }

  synchronized void endDelivery(Delivery delivery, boolean isDelivered) {
    if (delivery.isEmpty()) {
      return;
    }
    deliveries--;
    if (!isDelivered) {
      isAcceptanceDue |= delivery.isAccepted();
      released.addAll(delivery.released());
      counted.addAll(delivery.counted());
      counted.removeAll(released);
    }
  }

  /// Whether something is to be delivered before Redis is used.
  synchronized boolean isUndelivered(long now) {
    log.expire(now);
    return !counted.isEmpty() || !released.isEmpty() || log.count(State.APART) > 0;
  }

  /// The requests of this instance, or those of the others, each followed by the milliseconds for
  /// which it still counts.
  synchronized List<Object> known(boolean isOwn, int instance, long now) {
    log.expire(now);
    return remaining(
        log.ids(id -> RequestId.isOf(instance, id) == isOwn && !log.is(id, State.ASKED)), now);
  }

  /// The same of those ids that are known.
  synchronized List<Object> remaining(Set<Long> ids, long now) {
    log.expire(now);
    return remaining(ids.stream().mapToLong(Long::longValue).filter(log::contains), now);
  }

  private List<Object> remaining(LongStream ids, long now) {
    List<Object> words = new ArrayList<>();
    ids.forEach(
        id -> {
          words.add(RequestId.text(id));
          words.add(Math.max(1, log.remaining(id, now).toMillis()));
        });
    return words;
  }

  /// Records that Redis has all own requests.
  synchronized void merged() {
    log.share();
    doubtful.clear();
  }

  synchronized boolean isIdle(long now) {
    log.expire(now);
    counted.removeIf(id -> !log.contains(id));
    return log.size() == 0 && counted.isEmpty() && released.isEmpty() && deliveries == 0;
  }
}
