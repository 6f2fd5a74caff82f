package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.ProxyProvider;

/// A factory of HTTP/1.1 connections to Exist, with bounded bodies and waits, and one response to a
/// request.
final class ConnectionFactory {
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(3);
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final @Nullable URI proxy;

  ConnectionFactory(Duration connectTimeout, Duration readTimeout) {
    this(connectTimeout, readTimeout, null);
  }

  /// `connectTimeout` bounds the way to a connection, `readTimeout` the wait for more of a response
  /// that has begun. Without a `proxy` the system properties of the JDK are heeded, such as
  /// `https.proxyHost`.
  ConnectionFactory(Duration connectTimeout, Duration readTimeout, @Nullable URI proxy) {
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
    this.proxy = proxy;
  }

  CallerConnection open(@Nullable CallerId owner) {
    return new CallerConnection(owner, this::connect);
  }

  /// Opens a channel to the host of an address. It reads all the time, so that its end is noticed.
  private Mono<Channel> connect(URI address) {
    boolean isSecure = "https".equals(address.getScheme());
    int port = address.getPort() >= 0 ? address.getPort() : isSecure ? HTTPS_PORT : HTTP_PORT;
    TcpClient direct =
        TcpClient.create(ConnectionProvider.newConnection())
            .runOn(HttpResources.get())
            .host(address.getHost())
            .port(port);
    TcpClient routed =
        proxy == null
            ? direct.proxyWithSystemProperties()
            : direct.proxy(spec -> through(spec, proxy));
    return (isSecure ? routed.secure(tls()) : routed)
        .resolver(
            routed.configuration().hasProxy()
                ? NoopAddressResolverGroup.INSTANCE // names are the proxy's business
                : DefaultAddressResolverGroup.INSTANCE)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
        .doOnChannelInit((_, channel, _) -> prepare(channel.pipeline()))
        .doOnConnected(connection -> connection.channel().config().setAutoRead(true))
        .connect()
        .map(Connection::channel);
  }

  /// Verifies the name of the host, too.
  private static SslProvider tls() {
    return SslProvider.addHandlerConfigurator(
        SslProvider.defaultClientProvider(),
        handler -> {
          handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
          SSLParameters parameters = handler.engine().getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          handler.engine().setSSLParameters(parameters);
        });
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
    String last = NettyPipeline.ReactiveBridge;
    pipeline.addBefore(last, NettyPipeline.HttpCodec, new ExchangeCodec());
    pipeline.addBefore(
        last, NettyPipeline.HttpDecompressor, new HttpContentDecompressor(/* maxAllocation= */ 0));
    pipeline.addBefore(last, "exist.exchange", new ExchangeHandler(readTimeout));
  }
}
