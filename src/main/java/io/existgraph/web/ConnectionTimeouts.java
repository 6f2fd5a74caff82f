package io.existgraph.web;

import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.HttpServer;

/// The timeouts and the maximum number of client connections: one that does not read its response
/// is closed. Those that do not send are bounded by `server.netty.idle-timeout` and
/// [RequestBodyReader].
record ConnectionTimeouts(Duration longest) implements NettyServerCustomizer {
  private static final int MAX_CONNECTIONS = 10_000;

  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .maxConnections(MAX_CONNECTIONS)
        .doOnChannelInit(
            (_, channel, _) ->
                channel
                    .pipeline()
                    .addFirst(new WriteTimeoutHandler(longest.toMillis(), TimeUnit.MILLISECONDS)));
  }
}
