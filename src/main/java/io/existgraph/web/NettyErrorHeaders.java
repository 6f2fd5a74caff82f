package io.existgraph.web;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.util.UUID;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// Completes the answers that Netty gives by itself, to requests it cannot even read: an address or
/// headers that are too long.
@Sharable
final class NettyErrorHeaders extends ChannelOutboundHandlerAdapter
    implements NettyServerCustomizer {
  @Override
  public HttpServer apply(HttpServer server) {
    return server.doOnChannelInit(
        (_, channel, _) ->
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "bareAnswers", this));
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response
        && !response.headers().contains(ResponseHeaders.REQUEST_ID)) {
      response
          .headers()
          .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
          .set(HttpHeaderNames.VARY, ResponseHeaders.VARY)
          .set("X-Content-Type-Options", "nosniff")
          .set("Referrer-Policy", "no-referrer")
          .set("X-Frame-Options", "DENY")
          .set(ResponseHeaders.REQUEST_ID, UUID.randomUUID().toString());
    }
    var _ = context.write(message, promise);
  }
}
