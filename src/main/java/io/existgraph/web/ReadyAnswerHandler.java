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
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// A channel handler that answers repeated requests with ready answers, in the pipeline of a
/// connection, before Reactor Netty and Spring handle them. All other requests pass unchanged, also
/// those whose body is slow to arrive, and pipelined ones while an earlier one is being answered.
final class ReadyAnswerHandler extends ChannelDuplexHandler {
  /// How long a head waits here for its body. How long it may wait at all is decided by those who
  /// read it.
  private static final int MAX_HOLD_MILLIS = 100;

  private final ReadyAnswers ready;
  private final ReadyHeaders headers;
  private final RepeatableRequest.RepeatabilityRules rules;
  private final UnsentAnswers unsent;

  private @Nullable HeldRequest held;
  private @Nullable Future<?> patience;

  /// Requests that have passed and are not answered.
  private int pending;

  private ReadyAnswerHandler(
      ReadyAnswers ready,
      ReadyHeaders headers,
      RepeatableRequest.RepeatabilityRules rules,
      UnsentAnswers unsent) {
    this.ready = ready;
    this.headers = headers;
    this.rules = rules;
    this.unsent = unsent;
  }

  /// Adds one to each connection, unless each request is to be logged by Reactor Netty.
  static HttpServer addTo(
      HttpServer server,
      ReadyAnswers ready,
      RepeatableRequest.RepeatabilityRules rules,
      UnsentAnswers unsent) {
    ReadyHeaders headers = new ReadyHeaders();
    return server.doOnChannelInit(
        (_, channel, _) -> {
          var pipeline = channel.pipeline();
          if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null
              && pipeline.get(NettyPipeline.AccessLogHandler) == null) {
            pipeline.addBefore(
                NettyPipeline.HttpTrafficHandler,
                "readyAnswers",
                new ReadyAnswerHandler(ready, headers, rules, unsent));
          }
        });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      held = hold(context, request);
    }
    HeldRequest begun = held;
    if (begun == null || !(message instanceof HttpObject part)) {
      pass(context, message);
      return;
    }
    begun.add(part);
    if (part.decoderResult().isFailure()) {
      passHeld(context);
    } else if (part instanceof LastHttpContent) {
      answer(context, begun);
    }
  }

  private @Nullable HeldRequest hold(ChannelHandlerContext context, HttpRequest request) {
    long start = System.nanoTime();
    boolean isFree = ready.isOpen() && pending == 0 && context.channel().isWritable();
    RepeatableRequest repeatable = isFree ? RepeatableRequest.of(request, rules) : null;
    return repeatable == null ? null : new HeldRequest(request, repeatable, start);
  }

  /// Many clients send a body after its head; it arrives by itself.
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (held != null) {
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
    HeldRequest begun = take();
    if (begun != null) {
      begun.release();
    }
  }

  private void pass(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      pending++;
    }
    context.fireChannelRead(message);
  }

  private void passHeld(ChannelHandlerContext context) {
    HeldRequest begun = take();
    if (begun != null) {
      begun.messages().forEach(message -> pass(context, message));
    }
  }

  private @Nullable HeldRequest take() {
    HeldRequest begun = held;
    held = null;
    if (patience != null) {
      patience.cancel(/* mayInterruptIfRunning= */ false);
      patience = null;
    }
    return begun;
  }

  private void answer(ChannelHandlerContext context, HeldRequest whole) {
    ReadyKey key = whole.request().key(whole.body());
    ReadyBody found = ready.find(key, whole.request().caller());
    if (found == null) {
      new PassedRequest(whole.head().headers(), key).keepIn(context.channel());
      passHeld(context);
      return;
    }
    unsent.add(context.writeAndFlush(response(context, found, whole)));
    var _ = take();
    whole.release();
    Duration took = Duration.ofNanos(System.nanoTime() - whole.start());
    ready.answered(whole.head().method().name(), took);
    context.read();
  }

  private HttpResponse response(ChannelHandlerContext context, ReadyBody body, HeldRequest whole) {
    ByteBuf bytes = context.alloc().ioBuffer(body.length());
    body.parts().forEach(bytes::writeBytes);
    HttpHeaders fields = headers.of(body, whole.request().origin());
    String id = whole.head().headers().get(ResponseHeaders.REQUEST_ID);
    fields.set(ResponseHeaders.REQUEST_ID, ResponseHeaders.id(id));
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, bytes, fields, EmptyHttpHeaders.INSTANCE);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean isInformational =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !isInformational && --pending == 0) {
      PassedRequest.forget(context.channel());
    }
    var _ = context.write(message, promise);
  }
}
