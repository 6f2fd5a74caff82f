package io.existgraph.exist.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.util.UriUtils.encodePath;
import static org.springframework.web.util.UriUtils.encodeQuery;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// The HTTP client, made safe: no redirects, no retries of its own, bounded bodies and waits, only
/// the headers that Exist needs, and every fault turned into a [NoResponseException].
public final class ExistWebClient {
  private static final byte[] NOTHING = {};
  private static final int LARGEST_BODY = 2 * 1024 * 1024;
  private static final int CONNECTIONS = 256;
  private static final int MOST_WAITING = 1024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration HANDSHAKE = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Supplier<URI> base;
  private final Duration longest;
  private final InstantSource clock;
  private final WebClient client;

  /// `connect` bounds the way to a connection, `silence` the wait for more of a body that has
  /// begun, and `longest` all of it together.
  public ExistWebClient(
      Supplier<URI> base,
      Duration connect,
      Duration silence,
      Duration longest,
      InstantSource clock) {
    this.base = base;
    this.longest = longest;
    this.clock = clock;
    client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(http(connect, silence)))
            .codecs(it -> it.defaultCodecs().maxInMemorySize(LARGEST_BODY))
            .build();
  }

  private static HttpClient http(Duration connect, Duration silence) {
    return HttpClient.create(pool())
        .followRedirect(false)
        .disableRetry(true)
        .compress(true)
        .resolver(DefaultAddressResolverGroup.INSTANCE)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connect.toMillis())
        .doOnChannelInit((_, channel, _) -> hurry(channel.pipeline().get(SslHandler.class)))
        .doOnResponse(
            (_, connection) ->
                connection.addHandlerLast(
                    new ReadTimeoutHandler(silence.toMillis(), TimeUnit.MILLISECONDS)));
  }

  private static void hurry(@Nullable SslHandler tls) {
    if (tls != null) {
      tls.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
    }
  }

  /// Unused connections are closed before Exist does so.
  private static ConnectionProvider pool() {
    return ConnectionProvider.builder("exist")
        .maxConnections(CONNECTIONS)
        .pendingAcquireMaxCount(MOST_WAITING)
        .pendingAcquireTimeout(LONGEST_WAIT)
        .maxIdleTime(IDLE)
        .evictInBackground(IDLE)
        .build();
  }

  /// Sends the request and reads the whole answer, whatever its status. Fails with
  /// [NoResponseException] alone.
  Mono<ExistResponse> send(ExistRequest call) {
    return Mono.defer(
        () -> {
          ExchangeProgress progress = new ExchangeProgress();
          ClearableBodyInserter envelope = new ClearableBodyInserter(call);
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
                  })
              .timeout(longest)
              .onErrorMap(progress::lost)
              .doFinally(_ -> envelope.empty());
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
