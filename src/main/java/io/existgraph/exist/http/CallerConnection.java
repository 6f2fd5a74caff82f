package io.existgraph.exist.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

/// An HTTP client with a single connection to Exist, which is opened on demand. It carries only the
/// requests of `owner` or, where that is null, a single request.
final class CallerConnection {
  final @Nullable CallerId owner;
  final WebClient client;
  private final ConnectionProvider provider;
  private long idleSince;
  private Disposable idling = Disposables.disposed();

  CallerConnection(@Nullable CallerId owner, WebClient client, ConnectionProvider provider) {
    this.owner = owner;
    this.client = client;
    this.provider = provider;
  }

  /// Runs `expired` after `maxIdle`, unless the connection is used before. `now` is in nanoseconds.
  void startIdling(long now, Duration maxIdle, Runnable expired) {
    idleSince = now;
    idling = Schedulers.parallel().schedule(expired, maxIdle.toMillis(), MILLISECONDS);
  }

  /// How long the connection has been idle at a time, both in nanoseconds.
  long idleTime(long now) {
    return now - idleSince;
  }

  void stopIdling() {
    idling.dispose();
  }

  void close() {
    idling.dispose();
    // Fails where the event loops have ended, which close their connections themselves.
    var _ = provider.disposeLater().onErrorComplete().subscribe();
  }
}
