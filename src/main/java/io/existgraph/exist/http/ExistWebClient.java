package io.existgraph.exist.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.util.UriUtils.encodePath;
import static org.springframework.web.util.UriUtils.encodeQuery;

import io.existgraph.credential.CallerId;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// Single exchanges with Exist: bounded in time, with only the headers that Exist needs, on a
/// connection of the caller, and with every fault turned into a [NoResponseException].
public final class ExistWebClient {
  private static final byte[] NOTHING = {};

  private final Supplier<URI> base;
  private final Duration longest;
  private final InstantSource clock;
  private final CallerConnections connections;

  /// `connect` bounds the way to a connection, `silence` the wait for more of a body that has
  /// begun, and `longest` all of it together.
  public ExistWebClient(
      Supplier<URI> base,
      Duration connect,
      Duration silence,
      Duration longest,
      InstantSource clock) {
    this(
        base,
        longest,
        clock,
        new CallerConnections(
            new ConnectionFactory(connect, silence)::open, CallerConnections.MAX_IDLE));
  }

  ExistWebClient(
      Supplier<URI> base, Duration longest, InstantSource clock, CallerConnections connections) {
    this.base = base;
    this.longest = longest;
    this.clock = clock;
    this.connections = connections;
  }

  /// Sends the request and reads the whole answer, whatever its status. Fails with
  /// [NoResponseException] alone.
  Mono<ExistResponse> send(ExistRequest call) {
    return Mono.defer(
        () -> {
          ExchangeProgress progress = new ExchangeProgress();
          ClearableBodyInserter envelope = new ClearableBodyInserter(call);
          CallerId caller = call.credential() == null ? null : call.credential().callerId();
          return connections
              .use(caller, client -> exchange(client, call, envelope, progress))
              .timeout(longest)
              .onErrorMap(progress::lost)
              .doFinally(_ -> envelope.empty());
        });
  }

  private Mono<ExistResponse> exchange(
      WebClient client,
      ExistRequest call,
      ClearableBodyInserter envelope,
      ExchangeProgress progress) {
    return client
        .method(HttpMethod.valueOf(call.method()))
        .uri(uri(call.target()))
        .httpRequest(_ -> progress.leaves())
        .accept(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.USER_AGENT, "exist-graph")
        .body(envelope)
        .exchangeToMono(
            response -> {
              progress.begins();
              return raw(response);
            });
  }

  private URI uri(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : "?" + encodeQuery(target.substring(mark + 1), UTF_8);
    return base.get().resolve(encodePath(path, UTF_8) + query);
  }

  /// Where the status says all, a body that cannot be read is as good as none.
  private Mono<ExistResponse> raw(ClientResponse response) {
    int status = response.statusCode().value();
    @Nullable String header = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(NOTHING);
    return (status < 400 ? body : body.onErrorReturn(NOTHING))
        .map(bytes -> new ExistResponse(status, RetryAfter.read(header, clock.instant()), bytes));
  }
}
