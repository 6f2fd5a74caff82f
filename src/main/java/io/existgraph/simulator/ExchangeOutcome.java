package io.existgraph.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/// The outcome of an exchange: a response of which `fraction` (0 to 1) of the body is sent after
/// `delay`. With 0 the connection is closed without a response.
record ExchangeOutcome(@Nullable ApiReply reply, Mono<?> delay, double fraction) {

  static ExchangeOutcome of(@Nullable InjectedFault fault, Supplier<ApiReply> request) {
    return switch (fault) {
      case null -> new ExchangeOutcome(request.get(), Mono.empty(), 1);
      case InjectedFault.FixedResponse(var status, var type, var body, var headers) ->
          new ExchangeOutcome(new ApiReply(status, type, body, headers), Mono.empty(), 1);
      case InjectedFault.DelayedResponse(var by) ->
          new ExchangeOutcome(request.get(), Mono.delay(by), 1);
      case InjectedFault.HeldResponse(var until) -> new ExchangeOutcome(request.get(), until, 1);
      case InjectedFault.ClosedConnection(var executed) ->
          new ExchangeOutcome(executed ? request.get() : null, Mono.empty(), 0);
      case InjectedFault.TruncatedBody() -> new ExchangeOutcome(request.get(), Mono.empty(), 0.5);
    };
  }

  Mono<Void> send(HttpServerResponse out) {
    Mono<Void> sent = reply == null || fraction == 0 ? hangUp(out) : send(reply, out);
    return delay.then(sent);
  }

  private Mono<Void> send(ApiReply reply, HttpServerResponse out) {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    out.status(reply.status()).header(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    out.header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
    reply.headers().forEach(out::header);
    if (fraction == 1) {
      return out.sendByteArray(Mono.just(body)).then();
    }
    byte[] part = Arrays.copyOf(body, (int) (fraction * body.length));
    Flux<ByteBuf> truncated =
        Flux.concat(
            Mono.just(Unpooled.wrappedBuffer(part)),
            Mono.error(new IllegalStateException("truncated")));
    return out.send(truncated, _ -> true).then();
  }

  private static Mono<Void> hangUp(HttpServerResponse out) {
    return Mono.fromRunnable(
        () ->
            out.withConnection(
                connection -> {
                  var _ = connection.channel().close();
                }));
  }
}
