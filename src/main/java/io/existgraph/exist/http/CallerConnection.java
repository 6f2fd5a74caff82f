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

/// A client with one connection to Exist, which it makes when it is first needed and again when it
/// was closed. It carries the requests of `owner` alone, or where that is null one request.
final class CallerConnection {
  final @Nullable CallerId owner;
  final WebClient client;
  private final ConnectionProvider provider;
  private Disposable idling = Disposables.disposed();

  CallerConnection(@Nullable CallerId owner, WebClient client, ConnectionProvider provider) {
    this.owner = owner;
    this.client = client;
    this.provider = provider;
  }

  /// Runs `expired` after that time, unless used before.
  void idles(Duration longest, Runnable expired) {
    idling = Schedulers.parallel().schedule(expired, longest.toMillis(), MILLISECONDS);
  }

  void isUsed() {
    idling.dispose();
  }

  void close() {
    idling.dispose();
    provider.dispose();
  }
}
