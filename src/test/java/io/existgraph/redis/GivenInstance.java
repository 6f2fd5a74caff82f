package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// The connection of an instance whose time and ticks are given. Only what comes over the network
/// is waited for.
final class GivenInstance implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// All but that of commands, which Lettuce measures, run on the given ticker.
  static final RedisTimeouts TIMEOUTS =
      new RedisTimeouts(
          Duration.ofMillis(50), PATIENCE, Duration.ofSeconds(1), Duration.ofSeconds(3));

  private static final Duration PAUSE = Duration.ofMillis(1);

  final GivenTicker ticker = new GivenTicker();
  final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
  final RedisConnection connection;

  GivenInstance(String url) {
    this(url, 1);
  }

  GivenInstance(String url, int instances) {
    this(new RedisSettings(url, null, null, null, TIMEOUTS, instances));
  }

  GivenInstance(RedisSettings settings) {
    connection = new RedisConnection(settings, timer, ticker, RedisListener.NOBODY);
  }

  /// An instance that uses the server.
  static GivenInstance of(RedisServer server) {
    GivenInstance instance = new GivenInstance(server.url());
    instance.awaitUse();
    return instance;
  }

  void awaitUse() {
    tickUntil(connection::isAvailable);
  }

  /// Ticks, without time going by, until what comes over the network has made it true.
  void tickUntil(BooleanSupplier condition) {
    until(
        () -> {
          pass(RedisConnection.TICK.dividedBy(250));
          connection.tick();
          return condition.getAsBoolean();
        });
  }

  static void until(BooleanSupplier condition) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void pass(Duration time) {
    ticker.pass(time);
    timer.advanceTimeBy(time);
  }

  ScriptReply run(RedisScript script, List<String> keys, Object... arguments) {
    return await(connection.awaited().run(script, keys, List.of(arguments)));
  }

  /// The outcome of something that Redis answers; fails with the error's class otherwise.
  static <T> T await(Mono<T> mono) {
    try {
      CompletableFuture<T> future = mono.toFuture();
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
