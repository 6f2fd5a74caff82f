package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/// A factory of HTTP clients for one connection each: without redirects or retries of their own,
/// with bounded bodies and waits, and one response to a request.
final class ConnectionFactory {
  private static final int MAX_BODY = 2 * 1024 * 1024;

  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final @Nullable URI proxy;
  private final ExchangeStrategies codecs =
      ExchangeStrategies.builder()
          .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BODY))
          .build();

  ConnectionFactory(Duration connectTimeout, Duration readTimeout) {
    this(connectTimeout, readTimeout, null);
  }

  /// `connectTimeout` bounds the way to a connection: a TLS handshake may take half as long again,
  /// and the wait for the connection of the exchange before half of it. `readTimeout` bounds the
  /// wait for more of a body that has begun. Without a `proxy` the system properties of the JDK are
  /// heeded, such as `https.proxyHost`.
  ConnectionFactory(Duration connectTimeout, Duration readTimeout, @Nullable URI proxy) {
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
    this.proxy = proxy;
  }

  /// A connection that may not yet be back from one exchange when the next begins.
  CallerConnection open(@Nullable CallerId owner) {
    ConnectionProvider single =
        ConnectionProvider.builder("exist")
            .maxConnections(1)
            .pendingAcquireTimeout(connectTimeout.dividedBy(2))
            .build();
    return new CallerConnection(owner, client(single, owner != null), single);
  }

  WebClient client(ConnectionProvider pool, boolean isKeptAlive) {
    HttpClient direct = HttpClient.create(pool);
    HttpClient routed =
        proxy == null
            ? direct.proxyWithSystemProperties()
            : direct.proxy(spec -> through(spec, proxy));
    HttpClient http =
        routed
            .keepAlive(isKeptAlive)
            .followRedirect(false)
            .disableRetry(true)
            .compress(true)
            .resolver(
                routed.configuration().hasProxy()
                    ? NoopAddressResolverGroup.INSTANCE // names are the proxy's business
                    : DefaultAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .doOnChannelInit((_, channel, _) -> prepare(channel.pipeline()))
            .doOnResponse(
                (_, connection) ->
                    connection.addHandlerLast(
                        new ReadTimeoutHandler(readTimeout.toMillis(), TimeUnit.MILLISECONDS)));
    return WebClient.builder()
        .exchangeStrategies(codecs)
        .clientConnector(new ReactorClientHttpConnector(http))
        .build();
  }

  private static void through(ProxyProvider.TypeSpec spec, URI proxy) {
    var builder = spec.type(ProxyProvider.Proxy.HTTP).host(proxy.getHost()).port(proxy.getPort());
    String user = proxy.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      String password = colon < 0 ? "" : user.substring(colon + 1);
      builder.username(colon < 0 ? user : user.substring(0, colon)).password(_ -> password);
    }
  }

  private void prepare(ChannelPipeline pipeline) {
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls != null) {
      tls.setHandshakeTimeoutMillis(connectTimeout.multipliedBy(3).dividedBy(2).toMillis());
    }
    pipeline.replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new ExchangeCodec());
  }
}
