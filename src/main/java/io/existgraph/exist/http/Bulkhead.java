package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Lets so many exchanges of a caller run at once; the others wait in the order they came, and when
/// too many do, the next is turned away.
final class Bulkhead {
  static final int MOST_WAITING = 2_000;
  static final int MOST_WAITING_OF_ONE_CALLER = 500;
  private static final Duration LATER = Duration.ofSeconds(1);

  private static final class Lane {
    private int running;
    private final Deque<Sinks.One<Boolean>> waiting = new ArrayDeque<>();
  }

  private final Map<CallerId, Lane> lanes = new HashMap<>();
  private final ToIntFunction<CallerId> width;
  private final Duration patience;
  private final int mostWaiting;
  private final int mostWaitingOfOneCaller;
  private int waiting;

  /// Who has waited for `patience` does not wait any longer.
  Bulkhead(ToIntFunction<CallerId> width, Duration patience) {
    this(width, patience, MOST_WAITING, MOST_WAITING_OF_ONE_CALLER);
  }

  Bulkhead(
      ToIntFunction<CallerId> width,
      Duration patience,
      int mostWaiting,
      int mostWaitingOfOneCaller) {
    this.width = width;
    this.patience = patience;
    this.mostWaiting = mostWaiting;
    this.mostWaitingOfOneCaller = mostWaitingOfOneCaller;
  }

  /// The exchange is told whether it had to wait.
  <T> Mono<T> run(CallerId caller, Function<Boolean, Mono<T>> exchange) {
    return Mono.usingWhen(enter(caller), exchange, _ -> Mono.fromRunnable(() -> leave(caller)));
  }

  private Mono<Boolean> enter(CallerId caller) {
    return Mono.defer(
        () -> {
          Sinks.One<Boolean> turn = Sinks.one();
          synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(caller, _ -> new Lane());
            if (lane.running < width.applyAsInt(caller)) {
              lane.running++;
              return Mono.just(false);
            }
            if (waiting == mostWaiting || lane.waiting.size() == mostWaitingOfOneCaller) {
              return Mono.error(new Failure.Overloaded(LATER).asException());
            }
            waiting++;
            lane.waiting.add(turn);
          }
          return turn.asMono()
              .publishOn(Schedulers.parallel()) // else each begins inside the last
              .timeout(patience, Mono.defer(() -> withdraw(caller, turn)));
        });
  }

  /// Unless its turn has just come.
  private Mono<Boolean> withdraw(CallerId caller, Sinks.One<Boolean> turn) {
    synchronized (lanes) {
      Lane lane = lanes.get(caller);
      if (lane == null || !lane.waiting.remove(turn)) {
        return Mono.just(true);
      }
      waiting--;
    }
    return Mono.error(new Failure.Timeout().asException());
  }

  private void leave(CallerId caller) {
    Deque<Sinks.One<Boolean>> next = new ArrayDeque<>();
    synchronized (lanes) {
      Lane lane = lanes.computeIfAbsent(caller, _ -> new Lane());
      lane.running--;
      int free = width.applyAsInt(caller) - lane.running;
      while (free-- > 0 && !lane.waiting.isEmpty()) {
        lane.running++;
        waiting--;
        next.add(lane.waiting.removeFirst());
      }
      if (lane.running == 0 && lane.waiting.isEmpty()) {
        var _ = lanes.remove(caller);
      }
    }
    next.forEach(it -> it.emitValue(true, Sinks.EmitFailureHandler.FAIL_FAST));
  }
}
