package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.time.GatewayClock;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The HTTP client for single exchanges with Exist. It bounds their time, sends only the headers
/// that Exist needs, uses a connection of the caller, and turns every error into a
/// [NoResponseException].
public final class ExistWebClient implements ExchangeClient {
  private final Supplier<URI> base;
  private final QueueTimeouts timeouts;
  private final GatewayClock clock;
  private final CallerConnections connections;
  private final @Nullable OverdueReads overdue;

  /// `proxy` is the HTTP proxy on the way; where that is null, the one of the system properties is
  /// used, if any. `connectTimeout` bounds the way to a connection, `readTimeout` the wait for more
  /// of a body that has begun, and `timeout` all of it together, as [QueueTimeouts] says. The
  /// response to a read that has failed for that is still received up to `patience` after it was
  /// sent.
  public ExistWebClient(
      Supplier<URI> base,
      @Nullable URI proxy,
      Duration connectTimeout,
      Duration readTimeout,
      Duration timeout,
      Duration patience,
      GatewayClock clock) {
    this(
        base,
        new QueueTimeouts(timeout),
        clock,
        new CallerConnections(
            new ConnectionFactory(connectTimeout, readTimeout, proxy)::open,
            CallerConnections.MAX_IDLE),
        new OverdueReads(patience));
  }

  /// The same without a proxy of its own and without patience.
  public ExistWebClient(
      Supplier<URI> base,
      Duration connectTimeout,
      Duration readTimeout,
      Duration timeout,
      GatewayClock clock) {
    this(
        base,
        timeout,
        clock,
        new CallerConnections(
            new ConnectionFactory(connectTimeout, readTimeout)::open, CallerConnections.MAX_IDLE));
  }

  ExistWebClient(
      Supplier<URI> base, Duration timeout, GatewayClock clock, CallerConnections connections) {
    this(base, new QueueTimeouts(timeout), clock, connections, null);
  }

  private ExistWebClient(
      Supplier<URI> base,
      QueueTimeouts timeouts,
      GatewayClock clock,
      CallerConnections connections,
      @Nullable OverdueReads overdue) {
    this.base = base;
    this.timeouts = timeouts;
    this.clock = clock;
    this.connections = connections;
    this.overdue = overdue;
  }

  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    return send(exchange.request());
  }

  /// Sends the request and reads the whole response, whatever its status. Fails only with a
  /// [NoResponseException].
  Mono<ExistResponse> send(ExistRequest request) {
    return Mono.defer(
        () -> {
          ExchangeProgress progress = new ExchangeProgress();
          CallerId caller = request.credential() == null ? null : request.credential().callerId();
          return inTime(
              caller, request, connection -> exchange(connection, request, progress), progress);
        });
  }

  private Mono<ExistResponse> inTime(
      @Nullable CallerId caller,
      ExistRequest request,
      Function<CallerConnection, Mono<ExistResponse>> sending,
      ExchangeProgress progress) {
    if (caller != null && overdue != null && request.isRead()) {
      Mono<ExistResponse> read = connections.use(caller, sending);
      return overdue.run(caller, read, timeouts, progress);
    }
    return timeouts
        .bound(
            caller,
            request.isRead()
                ? connections.use(caller, sending)
                : connections.useForWrite(caller, sending))
        .onErrorMap(progress::noResponse);
  }

  private Mono<ExistResponse> exchange(
      CallerConnection connection, ExistRequest request, ExchangeProgress progress) {
    return connection.exchange(base.get(), request, progress).map(this::read);
  }

  private ExistResponse read(ReceivedResponse response) {
    return new ExistResponse(
        response.status(),
        RetryAfter.read(response.retryAfter(), clock.wallTime()),
        response.body());
  }
}
