package io.existgraph.web;

import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.HttpServer;

/// How long a client may take, and how many may be connected: one that does not take its answer is
/// hung up on. Those that do not send are bounded by `server.netty.idle-timeout` and
/// [RequestBodyReader].
record ConnectionTimeouts(Duration longest) implements NettyServerCustomizer {
  private static final int MOST_CONNECTIONS = 10_000;

  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .maxConnections(MOST_CONNECTIONS)
        .doOnChannelInit(
            (_, channel, _) ->
                channel
                    .pipeline()
                    .addFirst(new WriteTimeoutHandler(longest.toMillis(), TimeUnit.MILLISECONDS)));
  }
}
