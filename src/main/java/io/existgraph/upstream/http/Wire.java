package io.existgraph.upstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.util.UriUtils.encodePath;
import static org.springframework.web.util.UriUtils.encodeQuery;

import io.existgraph.caller.CallerId;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
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
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// The HTTP client, made safe: no redirects, no retries of its own, bounded bodies and waits, only
/// the headers that Exist needs, and every fault turned into a [Lost].
public final class Wire {
  private static final byte[] NOTHING = {};
  private static final int LARGEST_BODY = 2 * 1024 * 1024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration HANDSHAKE = Duration.ofSeconds(3);

  private final Supplier<URI> base;
  private final Duration longest;
  private final InstantSource clock;
  private final CallerConnections connections;

  /// `connect` bounds the way to a connection, `silence` the wait for more of a body that has
  /// begun, and `longest` all of it together.
  public Wire(
      Supplier<URI> base,
      Duration connect,
      Duration silence,
      Duration longest,
      InstantSource clock) {
    this.base = base;
    this.longest = longest;
    this.clock = clock;
    ExchangeStrategies codecs =
        ExchangeStrategies.builder()
            .codecs(it -> it.defaultCodecs().maxInMemorySize(LARGEST_BODY))
            .build();
    connections =
        new CallerConnections(
            owner -> {
              ConnectionProvider pool = pool();
              HttpClient http = http(pool, connect, silence).keepAlive(owner != null);
              return new CallerConnection(owner, client(http, codecs), pool);
            },
            CallerConnections.MAX_IDLE);
  }

  private static WebClient client(HttpClient http, ExchangeStrategies codecs) {
    return WebClient.builder()
        .exchangeStrategies(codecs)
        .clientConnector(new ReactorClientHttpConnector(http))
        .build();
  }

  private static HttpClient http(ConnectionProvider pool, Duration connect, Duration silence) {
    return HttpClient.create(pool)
        .followRedirect(false)
        .disableRetry(true)
        .compress(true)
        .resolver(DefaultAddressResolverGroup.INSTANCE)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connect.toMillis())
        .doOnChannelInit((_, channel, _) -> prepare(channel.pipeline()))
        .doOnResponse(
            (_, connection) ->
                connection.addHandlerLast(
                    new ReadTimeoutHandler(silence.toMillis(), TimeUnit.MILLISECONDS)));
  }

  private static void prepare(ChannelPipeline pipeline) {
    hurry(pipeline.get(SslHandler.class));
    pipeline.replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new ExchangeCodec());
  }

  private static void hurry(@Nullable SslHandler tls) {
    if (tls != null) {
      tls.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
    }
  }

  /// A single connection, which may not yet be back when it is needed again.
  private static ConnectionProvider pool() {
    return ConnectionProvider.builder("exist")
        .maxConnections(1)
        .pendingAcquireTimeout(LONGEST_WAIT)
        .build();
  }

  /// Sends the request and reads the whole answer, whatever its status. Fails with [Lost] alone.
  Mono<Reply> send(Call call) {
    return Mono.defer(
        () -> {
          Progress progress = new Progress();
          Envelope envelope = new Envelope(call);
          CallerId caller = call.credential() == null ? null : call.credential().callerId();
          return connections
              .use(caller, client -> exchange(client, call, envelope, progress))
              .timeout(longest)
              .onErrorMap(progress::lost)
              .doFinally(_ -> envelope.empty());
        });
  }

  private Mono<Reply> exchange(WebClient client, Call call, Envelope envelope, Progress progress) {
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
  private Mono<Reply> raw(ClientResponse response) {
    int status = response.statusCode().value();
    @Nullable String header = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(NOTHING);
    return (status < 400 ? body : body.onErrorReturn(NOTHING))
        .map(bytes -> new Reply(status, RetryAfter.read(header, clock.instant()), bytes));
  }
}
