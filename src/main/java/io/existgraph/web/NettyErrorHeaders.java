package io.existgraph.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/// A handler that completes the error responses of Netty to requests that reach no other handler:
/// those whose first line or headers cannot be read or are too long.
@Sharable
final class NettyErrorHeaders extends ChannelOutboundHandlerAdapter
    implements NettyServerCustomizer {
  private static final Logger LOG = LoggerFactory.getLogger(NettyErrorHeaders.class);
  private static final int MIN_FAILURE = 400;

  private final JsonMapper json;
  private final ErrorCodeListener listener;

  NettyErrorHeaders(JsonMapper json, ErrorCodeListener listener) {
    this.json = json;
    this.listener = listener;
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return server.doOnChannelInit(
        (_, channel, _) ->
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "bareAnswers", this));
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    Object written = message;
    if (message instanceof HttpResponse response
        && !response.headers().contains(ResponseHeaders.REQUEST_ID)) {
      HttpResponse refused = isEmptyFailure(response) ? refused(response) : response;
      complete(refused);
      written = refused;
    }
    var _ = context.write(written, promise);
  }

  private static boolean isEmptyFailure(HttpResponse response) {
    return response.status().code() >= MIN_FAILURE
        && response instanceof FullHttpResponse full
        && !full.content().isReadable();
  }

  private HttpResponse refused(HttpResponse response) {
    HttpResponseStatus status = response.status();
    RequestError refusal = RequestError.ofStatus(HttpStatusCode.valueOf(status.code()));
    String id = ResponseHeaders.id(null);
    LOG.info("Refused a request before it was read: {} ({})", status.code(), id);
    listener.refused(refusal.code());
    byte[] body = json.writeValueAsBytes(refusal.asBody());
    var refused =
        new DefaultFullHttpResponse(
            response.protocolVersion(), status, Unpooled.wrappedBuffer(body));
    refused
        .headers()
        .set(response.headers())
        .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(ResponseHeaders.REQUEST_ID, id);
    return refused;
  }

  private static void complete(HttpResponse response) {
    response
        .headers()
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.VARY, ResponseHeaders.VARY)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set("X-Frame-Options", "DENY");
    if (!response.headers().contains(ResponseHeaders.REQUEST_ID)) {
      response.headers().set(ResponseHeaders.REQUEST_ID, ResponseHeaders.id(null));
    }
  }
}
