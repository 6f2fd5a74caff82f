package io.existgraph.exist.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.util.UriUtils.encodePath;
import static org.springframework.web.util.UriUtils.encodeQuery;

import io.existgraph.credential.CallerId;
import io.existgraph.time.GatewayClock;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The HTTP client for single exchanges with Exist. It bounds their time, sends only the headers
/// that Exist needs, uses a connection of the caller, and turns every error into a
/// [NoResponseException].
public final class ExistWebClient implements ExchangeClient {
  private static final byte[] EMPTY = {};

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

  /// A client for which the time of `timer` passes: an exchange takes at most `timeout` of it.
  /// `longest` bounds everything else, in real time.
  public ExistWebClient(
      Supplier<URI> base, Duration timeout, Scheduler timer, Duration longest, GatewayClock clock) {
    this(
        base,
        new QueueTimeouts(timeout, timer),
        clock,
        new CallerConnections(
            new ConnectionFactory(longest, longest)::open,
            CallerConnections.MAX_IDLE,
            () -> timer.now(TimeUnit.NANOSECONDS)),
        new OverdueReads(longest));
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
          ClearableBodyInserter body = new ClearableBodyInserter(request);
          CallerId caller = request.credential() == null ? null : request.credential().callerId();
          Function<WebClient, Mono<ExistResponse>> sending =
              client -> exchange(client, request, body, progress);
          return inTime(caller, request, sending, progress).doFinally(_ -> body.clear());
        });
  }

  private Mono<ExistResponse> inTime(
      @Nullable CallerId caller,
      ExistRequest request,
      Function<WebClient, Mono<ExistResponse>> sending,
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
      WebClient client,
      ExistRequest request,
      ClearableBodyInserter body,
      ExchangeProgress progress) {
    return client
        .method(HttpMethod.valueOf(request.method()))
        .uri(uri(request.target()))
        .httpRequest(_ -> progress.requestSent())
        .accept(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.USER_AGENT, "exist-graph")
        .body(body)
        .exchangeToMono(
            response -> {
              progress.responseStarted(response.statusCode().value());
              return read(response);
            });
  }

  private URI uri(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : "?" + encodeQuery(target.substring(mark + 1), UTF_8);
    return base.get().resolve(encodePath(path, UTF_8) + query);
  }

  /// An unreadable body of a 5xx counts as empty: the status says all.
  private Mono<ExistResponse> read(ClientResponse response) {
    int status = response.statusCode().value();
    @Nullable String header = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(EMPTY);
    return (status < 500 ? body : body.onErrorReturn(EMPTY))
        .map(bytes -> new ExistResponse(status, RetryAfter.read(header, clock.wallTime()), bytes));
  }
}
