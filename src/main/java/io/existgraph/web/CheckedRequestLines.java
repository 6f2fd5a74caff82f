package io.existgraph.web;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// A handler that marks a request whose [RequestLineValidator] is not valid as one that could not
/// be decoded: Reactor Netty answers it in its turn and closes the connection, [NettyErrorHeaders]
/// writes the refusal.
@Sharable
final class CheckedRequestLines extends ChannelInboundHandlerAdapter
    implements NettyServerCustomizer {
  private static final DecoderResult REFUSED =
      DecoderResult.failure(RequestError.badRequest("The request cannot be read.").asException());

  @Override
  public HttpServer apply(HttpServer server) {
    return server.doOnChannelInit(
        (_, channel, _) ->
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "checkedRequestLines", this));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request.decoderResult().isSuccess()
        && !RequestLineValidator.isValid(request)) {
      request.setDecoderResult(REFUSED);
    }
    context.fireChannelRead(message);
  }
}
