package io.existgraph.upstream.http;

import io.existgraph.caller.CallerId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Lets so many exchanges of a caller run at once; the others wait in the order they came.
final class Lanes {
  private static final class Lane {
    private int running;
    private final Deque<Sinks.One<Boolean>> waiting = new ArrayDeque<>();
  }

  private final Map<CallerId, Lane> lanes = new HashMap<>();
  private final ToIntFunction<CallerId> width;

  Lanes(ToIntFunction<CallerId> width) {
    this.width = width;
  }

  <T> Mono<T> run(CallerId caller, Supplier<Mono<T>> exchange) {
    return Mono.usingWhen(
        enter(caller), _ -> exchange.get(), _ -> Mono.fromRunnable(() -> leave(caller)));
  }

  private Mono<Boolean> enter(CallerId caller) {
    return Mono.defer(
        () -> {
          Sinks.One<Boolean> turn = Sinks.one();
          synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(caller, _ -> new Lane());
            if (lane.running < width.applyAsInt(caller)) {
              lane.running++;
              return Mono.just(true);
            }
            lane.waiting.add(turn);
          }
          return turn.asMono();
        });
  }

  private void leave(CallerId caller) {
    Deque<Sinks.One<Boolean>> next = new ArrayDeque<>();
    synchronized (lanes) {
      Lane lane = lanes.computeIfAbsent(caller, _ -> new Lane());
      lane.running--;
      int free = width.applyAsInt(caller) - lane.running;
      while (free-- > 0 && !lane.waiting.isEmpty()) {
        lane.running++;
        next.add(lane.waiting.removeFirst());
      }
      if (lane.running == 0 && lane.waiting.isEmpty()) {
        var _ = lanes.remove(caller);
      }
    }
    next.forEach(it -> it.emitValue(true, Sinks.EmitFailureHandler.FAIL_FAST));
  }
}
