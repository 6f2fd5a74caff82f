package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// A bulkhead per caller: a bounded number of exchanges runs at once, the others queue in order of
/// arrival. Where a queue is full, exchanges are rejected with [Failure.Overloaded].
///
/// The bulkheads of libraries reject what exceeds their width, or block a thread. An operation
/// regularly needs more requests than may run at once, so these queue without a thread. The width
/// is read each time: it is one while the rate limiter probes the end of a pause.
final class Bulkhead {
  static final int MAX_QUEUED = 2_000;
  static final int MAX_QUEUED_PER_CALLER = 500;
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private static final class CallerQueue {
    private int running;
    private final Deque<Sinks.One<Boolean>> queue = new ArrayDeque<>();
  }

  private final Map<CallerId, CallerQueue> lanes = new HashMap<>();
  private final ToIntFunction<CallerId> maxConcurrency;
  private final Duration maxWait;
  private final int maxQueued;
  private final int maxQueuedPerCaller;
  private int queued;

  /// Exchanges that have waited for `maxWait` fail with [Failure.Timeout].
  Bulkhead(ToIntFunction<CallerId> maxConcurrency, Duration maxWait) {
    this(maxConcurrency, maxWait, MAX_QUEUED, MAX_QUEUED_PER_CALLER);
  }

  Bulkhead(
      ToIntFunction<CallerId> maxConcurrency,
      Duration maxWait,
      int maxQueued,
      int maxQueuedPerCaller) {
    this.maxConcurrency = maxConcurrency;
    this.maxWait = maxWait;
    this.maxQueued = maxQueued;
    this.maxQueuedPerCaller = maxQueuedPerCaller;
  }

  /// Runs the exchange in its turn, and passes to it whether it had to wait.
  <T> Mono<T> run(CallerId caller, Function<Boolean, Mono<T>> exchange) {
    return Mono.defer(
        () -> {
          Sinks.One<Boolean> turn = enter(caller);
          return turn == null
              ? new ReleasingMono<>(
                  Mono.defer(() -> exchange.apply(false)), () -> leave(caller, null))
              : new ReleasingMono<>(
                  await(caller, turn).flatMap(exchange), () -> leave(caller, turn));
        });
  }

  /// Begins an exchange, or queues for its turn; null where it may begin at once.
  private Sinks.@Nullable One<Boolean> enter(CallerId caller) {
    synchronized (lanes) {
      CallerQueue lane = lanes.computeIfAbsent(caller, _ -> new CallerQueue());
      if (lane.running < maxConcurrency.applyAsInt(caller)) {
        lane.running++;
        return null;
      }
      if (queued == maxQueued || lane.queue.size() == maxQueuedPerCaller) {
        throw new Failure.Overloaded(RETRY_DELAY).asException();
      }
      queued++;
      Sinks.One<Boolean> turn = Sinks.one();
      lane.queue.add(turn);
      return turn;
    }
  }

  private Mono<Boolean> await(CallerId caller, Sinks.One<Boolean> turn) {
    return turn.asMono()
        .publishOn(Schedulers.parallel()) // else each begins inside the last
        .timeout(maxWait, Mono.defer(() -> expired(caller, turn)));
  }

  /// Fails the wait, unless the turn has just come.
  private Mono<Boolean> expired(CallerId caller, Sinks.One<Boolean> turn) {
    synchronized (lanes) {
      CallerQueue lane = lanes.get(caller);
      return lane != null && lane.queue.contains(turn)
          ? Mono.error(new Failure.Timeout().asException())
          : Mono.just(true);
    }
  }

  /// Ends an exchange, or its wait where it is still queued: after the time for it, or cancelled.
  private void leave(CallerId caller, Sinks.@Nullable One<Boolean> turn) {
    List<Sinks.One<Boolean>> next = new ArrayList<>();
    synchronized (lanes) {
      CallerQueue lane = lanes.computeIfAbsent(caller, _ -> new CallerQueue());
      if (turn != null && lane.queue.remove(turn)) {
        queued--;
        return;
      }
      lane.running--;
      int free = maxConcurrency.applyAsInt(caller) - lane.running;
      while (free-- > 0 && !lane.queue.isEmpty()) {
        lane.running++;
        queued--;
        next.add(lane.queue.removeFirst());
      }
      if (lane.running == 0 && lane.queue.isEmpty()) {
        var _ = lanes.remove(caller);
      }
    }
    next.forEach(each -> each.emitValue(true, Sinks.EmitFailureHandler.FAIL_FAST));
  }
}
