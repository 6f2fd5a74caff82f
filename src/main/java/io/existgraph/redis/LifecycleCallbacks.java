package io.existgraph.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The lifecycle callbacks of the use of Redis: before it begins, after it has begun, and before
/// the connection is closed.
final class LifecycleCallbacks {
  private final List<RedisScript> scripts = new CopyOnWriteArrayList<>();
  private final List<Supplier<Mono<Void>>> first = new CopyOnWriteArrayList<>();
  private final List<Runnable> late = new CopyOnWriteArrayList<>();
  private final List<Supplier<Mono<Void>>> last = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Long> firstUse = new AtomicReference<>();

  /// Whether Redis came into use, for the first time, since that time of the ticker: what was
  /// published before is unknown.
  boolean hasUseBegunSince(long time) {
    Long first = firstUse.get();
    return first != null && first - time > 0;
  }

  /// Adds a script that the server is to know before Redis is used. Others are sent when they are
  /// first called, and so may run later than what is called after them.
  void preload(RedisScript script) {
    scripts.add(script);
  }

  /// Adds something to be done before Redis is used again, with [RedisConnection#whileRecovering].
  void beforeUse(Supplier<Mono<Void>> step) {
    first.add(step);
  }

  /// Adds something to be done as soon as Redis is used again, before the other instances hear of
  /// it.
  void afterUse(Runnable step) {
    late.add(step);
  }

  /// Adds something to be done before the connection is closed, in a short time.
  void beforeClose(Supplier<Mono<Void>> step) {
    last.add(step);
  }

  /// Loads the scripts, then runs the steps before the use.
  Mono<Void> runFirst(RedisSession session) {
    return Mono.when(scripts.stream().map(session::load).toList())
        .then(Mono.defer(() -> Mono.when(first.stream().map(Supplier::get).toList())));
  }

  /// Runs the steps after the use has begun at that time of the ticker.
  void runLate(long now) {
    var _ = firstUse.compareAndSet(null, now);
    late.forEach(Runnable::run);
  }

  /// Runs the steps before the end, and waits for them so long at most.
  void runLast(Duration timeout) {
    var _ =
        Mono.when(last.stream().map(Supplier::get).toList())
            .onErrorComplete()
            .toFuture()
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .handle((_, _) -> true)
            .join();
  }
}
