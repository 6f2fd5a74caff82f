package io.existgraph.upstream.http;

import io.existgraph.upstream.Failure;
import io.netty.channel.ChannelOption;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// The HTTP client, made safe: no redirects, no retries of its own, bounded bodies, only the
/// headers that Exist needs, and every fault turned into a [Lost].
public final class Wire {
  private static final int LARGEST_BODY = 2 * 1024 * 1024;
  private static final int CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Supplier<URI> base;
  private final InstantSource clock;
  private final WebClient client;

  public Wire(
      WebClient.Builder builder, Supplier<URI> base, Duration connect, InstantSource clock) {
    this.base = base;
    this.clock = clock;
    ConnectionProvider pool =
        ConnectionProvider.builder("exist")
            .maxConnections(CONNECTIONS)
            .pendingAcquireMaxCount(-1)
            .maxIdleTime(IDLE)
            .build();
    HttpClient http =
        HttpClient.create(pool)
            .followRedirect(false)
            .disableRetry(true)
            .compress(true)
            .resolver(DefaultAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connect.toMillis());
    client =
        builder
            .clone()
            .clientConnector(new ReactorClientHttpConnector(http))
            .codecs(it -> it.defaultCodecs().maxInMemorySize(LARGEST_BODY))
            .build();
  }

  /// Sends the request and reads the whole answer, whatever its status. Fails with [Lost] alone.
  Mono<Reply> send(Call call) {
    return Mono.defer(
        () -> {
          AtomicBoolean hasBegun = new AtomicBoolean();
          return request(call)
              .exchangeToMono(
                  response -> {
                    hasBegun.set(true);
                    return raw(response);
                  })
              .onErrorMap(fault -> lost(fault, hasBegun.get()));
        });
  }

  private WebClient.RequestHeadersSpec<?> request(Call call) {
    WebClient.RequestBodySpec request =
        client
            .method(HttpMethod.valueOf(call.method()))
            .uri(uri(call.target()))
            .accept(MediaType.APPLICATION_JSON)
            .header(HttpHeaders.USER_AGENT, "exist-graph");
    if (call.credential() != null) {
      request.header(HttpHeaders.AUTHORIZATION, call.credential().authorization());
    }
    if (call.body() != null && call.contentType() != null) {
      return request.header(HttpHeaders.CONTENT_TYPE, call.contentType()).bodyValue(call.body());
    }
    return request;
  }

  private URI uri(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    URI origin = base.get();
    try {
      return new URI(
          origin.getScheme(), null, origin.getHost(), origin.getPort(), path, query, null);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("not a path", impossible);
    }
  }

  private Mono<Reply> raw(ClientResponse response) {
    int status = response.statusCode().value();
    @Nullable String header = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    return response
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(body -> new Reply(status, RetryAfter.read(header, clock.instant()), body));
  }

  private static Lost lost(Throwable fault, boolean hasBegun) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(fault);
    if (cause instanceof ReadTimeoutException) {
      return new Lost(new Failure.Timeout(), true, !hasBegun);
    }
    if (hasBegun) {
      return new Lost(new Failure.BadResponse(), true, false);
    }
    return switch (cause) {
      case ConnectException _, UnknownHostException _, SSLException _ ->
          new Lost(new Failure.Unavailable(), false, true);
      case TimeoutException _ -> // no connection became free
          new Lost(new Failure.Unavailable(), false, false);
      case IOException _ -> new Lost(new Failure.Unavailable(), true, true);
      default -> new Lost(new Failure.BadResponse(), true, false);
    };
  }
}
