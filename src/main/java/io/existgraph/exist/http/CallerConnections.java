package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The connections to Exist: a pool per credential, within one bound for all.
///
/// A connection belongs to one credential as long as it lives. HTTP/1.1 matches responses to
/// requests by their order alone; where anything before Exist answers twice, late or out of order,
/// a connection holds the response to one request when the next is sent. [ExchangeCodec] closes
/// such a connection wherever that can be seen, but a response that arrives just after the next
/// request was sent looks like its response. In a pool of its own it can only reach the credential
/// it was meant for.
///
/// A pool is as large as its credential's exchanges at once, and is gone when none of its
/// connections was used for [#MAX_IDLE]. Where all [#MAX_CONNECTIONS] are open, the one that was
/// idle for longest is closed for a new one, so that made-up credentials take no more sockets than
/// any other, and never one in use. Requests without a credential have a connection each.
///
/// A write is never repeated, so it goes over a connection that was idle for at most
/// [#MAX_IDLE_BEFORE_WRITE]: one that Exist closes at that moment would leave its outcome unknown.
final class CallerConnections {
  static final int MAX_CONNECTIONS = 256;
  static final Duration MAX_IDLE = Duration.ofSeconds(20); // Exist closes after more
  static final Duration MAX_IDLE_BEFORE_WRITE = Duration.ofSeconds(1);
  private static final int MAX_QUEUED = 1024;
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);
  private static final Scheduler RESPONSES =
      Schedulers.newParallel("exist-answers", Schedulers.DEFAULT_POOL_SIZE, /* daemon= */ true);
  private static final CallerId ALL_CALLERS = CallerId.of(List.of("everybody"));

  private final Function<@Nullable CallerId, CallerConnection> opening;
  private final Duration maxIdle;
  private final LongSupplier nanoTime;
  private final Bulkhead pool =
      new Bulkhead(_ -> MAX_CONNECTIONS, MAX_WAIT, MAX_QUEUED, MAX_QUEUED);
  private final SequencedSet<CallerConnection> idle = new LinkedHashSet<>(); // last used last
  private final Set<CallerConnection> used = new HashSet<>();

  CallerConnections(Function<@Nullable CallerId, CallerConnection> opening, Duration maxIdle) {
    this(opening, maxIdle, System::nanoTime);
  }

  CallerConnections(
      Function<@Nullable CallerId, CallerConnection> opening,
      Duration maxIdle,
      LongSupplier nanoTime) {
    this.opening = opening;
    this.maxIdle = maxIdle;
    this.nanoTime = nanoTime;
  }

  /// Runs an exchange on a connection of the caller. The connection is kept only when the exchange
  /// completes. Fails with a [io.existgraph.exist.FailureException] when all are in use for too
  /// long.
  <T> Mono<T> use(@Nullable CallerId caller, Function<WebClient, Mono<T>> exchange) {
    return use(caller, maxIdle, exchange);
  }

  /// The same for a write.
  <T> Mono<T> useForWrite(@Nullable CallerId caller, Function<WebClient, Mono<T>> exchange) {
    return use(caller, MAX_IDLE_BEFORE_WRITE, exchange);
  }

  private <T> Mono<T> use(
      @Nullable CallerId caller, Duration longestIdle, Function<WebClient, Mono<T>> exchange) {
    return pool.run(ALL_CALLERS, _ -> Mono.defer(() -> use(take(caller, longestIdle), exchange)));
  }

  private <T> Mono<T> use(CallerConnection connection, Function<WebClient, Mono<T>> exchange) {
    return Mono.defer(() -> exchange.apply(connection.client))
        .publishOn(RESPONSES) // else the client has it back only after all that follows
        .doOnSuccess(_ -> giveBack(connection, connection.owner != null))
        .doOnError(_ -> giveBack(connection, false))
        .doOnCancel(() -> giveBack(connection, false));
  }

  /// The connections that are open, or may be.
  synchronized int count() {
    return used.size() + idle.size();
  }

  private synchronized CallerConnection take(@Nullable CallerId caller, Duration longestIdle) {
    CallerConnection connection = idleOf(caller);
    if (connection != null && connection.idleTime(nanoTime.getAsLong()) > longestIdle.toNanos()) {
      idle.remove(connection);
      connection.close();
      connection = null;
    }
    if (connection == null) {
      if (count() == MAX_CONNECTIONS) {
        idle.removeFirst().close(); // no more than the others are in use
      }
      connection = opening.apply(caller);
    } else {
      idle.remove(connection);
      connection.stopIdling();
    }
    used.add(connection);
    return connection;
  }

  private @Nullable CallerConnection idleOf(@Nullable CallerId caller) {
    if (caller != null) {
      for (CallerConnection connection : idle.reversed()) {
        if (caller.equals(connection.owner)) {
          return connection;
        }
      }
    }
    return null;
  }

  /// Only the first call after a take has an effect.
  private synchronized void giveBack(CallerConnection connection, boolean isKept) {
    if (!used.remove(connection)) {
      return;
    }
    if (isKept) {
      idle.add(connection);
      connection.startIdling(nanoTime.getAsLong(), maxIdle, () -> expire(connection));
    } else {
      connection.close();
    }
  }

  private synchronized void expire(CallerConnection connection) {
    if (idle.remove(connection)) {
      connection.close();
    }
  }
}
