package io.existgraph.redis;

import io.existgraph.redis.HourComparison.ComparisonBasis;
import io.existgraph.redis.RequestLog.RequestState;
import io.existgraph.redis.UndeliveredRequests.Delivery;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An instance's view of the hour of one caller, and the lock of all its parts: the requests of all
/// instances that count, what of them has not been delivered to Redis yet, how far they agree with
/// Redis, and what Exist has said about the credential. Times are in nanoseconds of the ticker.
/// Thread-safe.
final class SharedHour {
  private final int instance;
  private final RequestLog log = new RequestLog();
  private final ReservationTimes times = new ReservationTimes();
  private final UndeliveredRequests undelivered = new UndeliveredRequests();
  private final HourAcceptance acceptance = new HourAcceptance();
  private final HourComparison comparison = new HourComparison();
  private final RecentReleases releases = new RecentReleases();
  private final RecallHistory recalls = new RecallHistory();
  private final HourRequests requests;

  /// `instance` is the number of this instance.
  SharedHour(int instance) {
    this.instance = instance;
    requests = new HourRequests(instance, log, undelivered, releases);
  }

  /// Changes requests.
  synchronized <T extends @Nullable Object> T requests(Function<HourRequests, T> step) {
    return step.apply(requests);
  }

  synchronized void change(Consumer<HourRequests> step) {
    step.accept(requests);
  }

  /// Reads of the requests that still count.
  synchronized <T extends @Nullable Object> T view(long now, Function<HourView, T> step) {
    log.expire(now);
    return step.apply(new HourView(instance, log, now));
  }

  /// The recalls of leases of this hour.
  RecallHistory recalls() {
    return recalls;
  }

  // What Exist has said about the credential

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

  // When instances reserved requests

  /// Records when an instance reserved requests.
  synchronized void reserved(String by, long now) {
    times.record(by, now);
  }

  /// Whether the instance reserved requests since that time.
  synchronized boolean isReservedSince(String by, long time) {
    return times.isSince(by, time);
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

  /// Records that Redis has all own requests.
  synchronized void merged() {
    log.merge();
  }

  // Delivering to Redis

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
