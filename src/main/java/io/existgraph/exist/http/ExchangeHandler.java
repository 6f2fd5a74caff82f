package io.existgraph.exist.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The last handler of a connection to Exist: sends a request and collects its response. The
/// connection is closed when an exchange fails, and after a response that ends it.
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
  private final Duration readTimeout;
  private boolean isOpen;
  private @Nullable PendingResponse pending;
  private @Nullable Future<?> timer;

  /// `readTimeout` bounds the wait for more of a response that has begun.
  ExchangeHandler(Duration readTimeout) {
    this.readTimeout = readTimeout;
  }

  /// Sends a request over a channel that has such a handler and no other exchange.
  static Mono<ReceivedResponse> exchange(
      Channel channel, FullHttpRequest request, ExchangeProgress progress) {
    return Mono.create(
        receiver -> {
          PendingResponse response = new PendingResponse(receiver, progress);
          ChannelHandlerContext context = channel.pipeline().context(ExchangeHandler.class);
          if (context == null) { // the channel was closed
            response.fail(new ClosedChannelException());
          } else if (channel.eventLoop().inEventLoop()) {
            send(context, request, response);
          } else {
            channel.eventLoop().execute(() -> send(context, request, response));
          }
        });
  }

  private static void send(
      ChannelHandlerContext context, FullHttpRequest request, PendingResponse response) {
    if (context.channel().isActive() && context.handler() instanceof ExchangeHandler handler) {
      handler.pending = response;
      response.requestSent();
      var _ =
          context
              .writeAndFlush(request)
              .addListener(
                  write -> {
                    if (!write.isSuccess() && response.equals(handler.pending)) {
                      handler.fail(context, write.cause());
                    }
                  });
    } else {
      response.fail(new ClosedChannelException());
    }
  }

  /// Where there is TLS, after its handshake.
  @Override
  public void channelActive(ChannelHandlerContext context) {
    isOpen = true;
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      PendingResponse response = pending;
      if (response != null && message instanceof HttpObject part) {
        read(context, response, part);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(ChannelHandlerContext context, PendingResponse response, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      fail(context, part.decoderResult().cause());
      return;
    }
    if (part instanceof HttpResponse head) {
      response.begin(head);
    }
    if (part instanceof HttpContent content) {
      response.add(content.content());
    }
    if (part instanceof LastHttpContent) {
      end(context, response);
    }
  }

  private void end(ChannelHandlerContext context, PendingResponse response) {
    clear();
    if (!response.isPersistent()) {
      var _ = context.close();
    }
    response.complete();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (pending != null && pending.hasBegun()) {
      stopTimer();
      timer =
          context
              .executor()
              .schedule(
                  () -> fail(context, ReadTimeoutException.INSTANCE),
                  readTimeout.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, new ClosedChannelException());
    context.fireChannelInactive();
  }

  /// What happens before the connection stands concerns who opens it.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isOpen) {
      fail(context, cause);
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  private void fail(ChannelHandlerContext context, Throwable cause) {
    PendingResponse failed = pending;
    clear();
    var _ = context.close();
    if (failed != null) {
      failed.fail(cause);
    }
  }

  private void clear() {
    pending = null;
    stopTimer();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
