package io.existgraph.web;

import io.existgraph.ready.ReadyAnswers;
import io.existgraph.ready.ReadyBody;
import io.existgraph.ready.ReadyKey;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/// Answers repeated requests of a connection with ready answers, in its pipeline, before Reactor
/// Netty and Spring see them. All other requests pass unchanged, also those whose body is slow to
/// arrive, and pipelined ones while an earlier one is being answered.
final class ReadyAnswerHandler extends ChannelDuplexHandler {
  private static final AttributeKey<PassedRequest> PASSED =
      AttributeKey.valueOf(ReadyAnswerHandler.class, "passed");

  /// How long a head waits here for its body. How long it may wait at all is decided by those who
  /// read it.
  private static final int MAX_HOLD_MILLIS = 100;

  private final ReadyAnswers ready;
  private final ReadyHeaders headers;
  private final RepeatableRequest.Rules rules;

  /// The messages of a request that may be answered here, whose last one has not arrived.
  private final List<HttpObject> held = new ArrayList<>();

  private @Nullable RepeatableRequest asked;
  private @Nullable Future<?> patience;
  private long start;

  /// Requests that have passed and are not answered.
  private int pending;

  private ReadyAnswerHandler(
      ReadyAnswers ready, ReadyHeaders headers, RepeatableRequest.Rules rules) {
    this.ready = ready;
    this.headers = headers;
    this.rules = rules;
  }

  /// A request that has passed, by its headers, and the key that its answer may be stored under.
  private record PassedRequest(HttpHeaders headers, ReadyKey key) {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /// Adds one to each connection, unless each request is to be logged by Reactor Netty.
  static HttpServer addTo(HttpServer server, ReadyAnswers ready, RepeatableRequest.Rules rules) {
    ReadyHeaders headers = new ReadyHeaders();
    return server.doOnChannelInit(
        (_, channel, _) -> {
          var pipeline = channel.pipeline();
          if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null
              && pipeline.get(NettyPipeline.AccessLogHandler) == null) {
            pipeline.addBefore(
                NettyPipeline.HttpTrafficHandler,
                "readyAnswers",
                new ReadyAnswerHandler(ready, headers, rules));
          }
        });
  }

  /// The key that the answer to a request may be stored under; null where it must not be.
  @SuppressWarnings("ReferenceEquality") // of this very request, not of one that reads the same
  static @Nullable ReadyKey keyOf(ServerHttpRequest request) {
    HttpServerRequest inbound = ServerHttpRequestDecorator.getNativeRequest(request);
    PassedRequest[] passed = new PassedRequest[1];
    inbound.withConnection(connection -> passed[0] = connection.channel().attr(PASSED).get());
    return passed[0] != null && passed[0].headers() == inbound.requestHeaders()
        ? passed[0].key()
        : null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      start = System.nanoTime();
      boolean isFree = ready.isOpen() && pending == 0 && context.channel().isWritable();
      asked = isFree ? RepeatableRequest.of(request, rules) : null;
    }
    if (asked == null || !(message instanceof HttpObject part)) {
      pass(context, message);
      return;
    }
    held.add(part);
    if (part.decoderResult().isFailure()) {
      passHeld(context);
    } else if (part instanceof LastHttpContent) {
      answer(context, asked);
    }
  }

  /// Many clients send a body after its head; it arrives by itself.
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!held.isEmpty()) {
      if (patience == null) {
        patience =
            context
                .executor()
                .schedule(() -> passHeld(context), MAX_HOLD_MILLIS, TimeUnit.MILLISECONDS);
      }
      context.read();
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    held.forEach(ReferenceCountUtil::release);
    release();
  }

  private void pass(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      pending++;
    }
    context.fireChannelRead(message);
  }

  private void passHeld(ChannelHandlerContext context) {
    List<HttpObject> messages = List.copyOf(held);
    release();
    messages.forEach(message -> pass(context, message));
  }

  /// Holds nothing any more.
  private void release() {
    asked = null;
    held.clear();
    if (patience != null) {
      patience.cancel(/* mayInterruptIfRunning= */ false);
      patience = null;
    }
  }

  private void answer(ChannelHandlerContext context, RepeatableRequest request) {
    HttpRequest head = (HttpRequest) held.getFirst();
    ReadyKey key = request.key(body());
    ReadyBody found = ready.find(key);
    if (found == null) {
      context.channel().attr(PASSED).set(new PassedRequest(head.headers(), key));
      passHeld(context);
      return;
    }
    var _ = context.writeAndFlush(response(context, found, request, head.headers()));
    held.forEach(ReferenceCountUtil::release);
    release();
    ready.answered(head.method().name(), Duration.ofNanos(System.nanoTime() - start));
    context.read();
  }

  private byte[] body() {
    int length = 0;
    for (HttpObject part : held) {
      length += part instanceof HttpContent content ? content.content().readableBytes() : 0;
    }
    byte[] body = new byte[length];
    int end = 0;
    for (HttpObject part : held) {
      if (part instanceof HttpContent content) {
        ByteBuf bytes = content.content();
        bytes.getBytes(bytes.readerIndex(), body, end, bytes.readableBytes());
        end += bytes.readableBytes();
      }
    }
    return body;
  }

  private HttpResponse response(
      ChannelHandlerContext context,
      ReadyBody body,
      RepeatableRequest request,
      HttpHeaders requested) {
    ByteBuf bytes = context.alloc().ioBuffer(body.length());
    body.parts().forEach(bytes::writeBytes);
    HttpHeaders fields = headers.of(body, request.origin());
    fields.set(
        ResponseHeaders.REQUEST_ID, ResponseHeaders.id(requested.get(ResponseHeaders.REQUEST_ID)));
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, bytes, fields, EmptyHttpHeaders.INSTANCE);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean isInformational =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !isInformational && --pending == 0) {
      context.channel().attr(PASSED).set(null);
    }
    var _ = context.write(message, promise);
  }
}
