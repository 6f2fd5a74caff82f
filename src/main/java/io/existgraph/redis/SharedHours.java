package io.existgraph.redis;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The hours of all callers by their tags, and the numbers of this instance's requests. Of callers
/// that Exist never accepted only the latest 10,000 are kept.
final class SharedHours {
  private static final int MAX_STRANGERS = 10_000;
  private static final int SWEEP_INTERVAL = 4096;

  private final Map<String, SharedHour> hours = new ConcurrentHashMap<>();
  private final Queue<String> strangers = new ArrayBlockingQueue<>(MAX_STRANGERS);
  private final AtomicLong sequence = new AtomicLong();
  private final int instance;
  private final LeasePolicy policy;
  private final LongSupplier ticker;
  private final Consumer<String> onDrop;

  /// `instance` is the number of this instance; `onDrop` learns the tags of hours of which nothing
  /// counts any more.
  SharedHours(int instance, LeasePolicy policy, LongSupplier ticker, Consumer<String> onDrop) {
    this.instance = instance;
    this.policy = policy;
    this.ticker = ticker;
    this.onDrop = onDrop;
  }

  /// The id of another request.
  long nextId() {
    long number = sequence.incrementAndGet();
    if (number % SWEEP_INTERVAL == 0) {
      sweep();
    }
    return RequestId.of(instance, number);
  }

  /// Runs the step on the hour of the tag, which exists meanwhile.
  <T> T with(String tag, Function<SharedHour, T> step) {
    Object[] result = new Object[1];
    hours.compute(
        tag,
        (_, existing) -> {
          SharedHour hour = existing == null ? new SharedHour(instance) : existing;
          result[0] = step.apply(hour);
          return hour;
        });
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }

  /// Runs the step on the hour of the tag, and returns the hour.
  SharedHour changed(String tag, Consumer<SharedHour> step) {
    return with(
        tag,
        hour -> {
          step.accept(hour);
          return hour;
        });
  }

  void update(String tag, Consumer<SharedHour> step) {
    var _ = changed(tag, step);
  }

  List<Map.Entry<String, SharedHour>> all() {
    return List.copyOf(hours.entrySet());
  }

  void remove(String tag) {
    hours.remove(tag);
  }

  /// Drops hours in which nothing counts, and of which this instance has its allowance.
  private void sweep() {
    long now = ticker.getAsLong();
    long reservedBefore = now - policy.maxUnused().toNanos();
    for (String tag : hours.keySet()) {
      if (hours.computeIfPresent(tag, (_, hour) -> hour.isIdle(reservedBefore, now) ? null : hour)
          == null) {
        onDrop.accept(tag);
      }
    }
  }

  /// Records a credential that Exist rejected.
  void unauthenticated(String tag) {
    boolean isFirst = with(tag, hour -> hour.acceptance(HourAcceptance::becomesStranger));
    while (isFirst && !strangers.offer(tag)) {
      String oldest = strangers.poll();
      if (oldest != null) {
        hours.computeIfPresent(oldest, (_, hour) -> kept(hour));
      }
    }
  }

  private static @Nullable SharedHour kept(SharedHour hour) {
    return hour.acceptance(HourAcceptance::wasAccepted) ? hour : null;
  }
}
