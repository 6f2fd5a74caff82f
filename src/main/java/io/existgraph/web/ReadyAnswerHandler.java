package io.existgraph.web;

import io.existgraph.ready.ReadyAnswers;
import io.existgraph.ready.ReadyBody;
import io.existgraph.ready.ReadyKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Answers repeated requests with ready answers, before Spring's filters and the GraphQL engine.
/// Everything else goes to `full`, with the body that was read.
final class ReadyAnswerHandler implements HttpHandler {
  private static final byte[] NO_BODY = {};

  private final HttpHandler full;
  private final ReadyAnswers ready;
  private final ReadyHeaders headers;
  private final RepeatableRequest.Rules rules;
  private final Duration arrival;

  ReadyAnswerHandler(
      HttpHandler full,
      ReadyAnswers ready,
      ReadyHeaders headers,
      RepeatableRequest.Rules rules,
      Duration arrival) {
    this.full = full;
    this.ready = ready;
    this.headers = headers;
    this.rules = rules;
    this.arrival = arrival;
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    if (!ready.isOpen()
        || !(request instanceof AbstractServerHttpRequest own)
        || !(own.getNativeRequest() instanceof HttpServerRequest inbound)) {
      return full.handle(request, response);
    }
    long start = System.nanoTime();
    RepeatableRequest asked = RepeatableRequest.of(inbound, rules);
    if (asked == null) {
      return full.handle(request, response);
    }
    if (!asked.isPost()) {
      return answer(asked, NO_BODY, request, response, start);
    }
    return body(inbound)
        .<Supplier<Mono<Void>>>map(body -> () -> answer(asked, body, request, response, start))
        .onErrorResume(
            failure -> Mono.just(() -> full.handle(Read.failed(request, failure), response)))
        .flatMap(Supplier::get);
  }

  /// The timer runs on the connection's own event loop, where starting it wakes no other thread.
  private Mono<byte[]> body(HttpServerRequest inbound) {
    Mono<Long> late =
        Mono.create(
            sink ->
                inbound.withConnection(
                    connection -> {
                      var timer =
                          connection
                              .channel()
                              .eventLoop()
                              .schedule(
                                  () -> sink.success(0L),
                                  arrival.toMillis(),
                                  java.util.concurrent.TimeUnit.MILLISECONDS);
                      sink.onDispose(() -> timer.cancel(false));
                    }));
    return inbound.receive().aggregate().asByteArray().timeout(late);
  }

  private Mono<Void> answer(
      RepeatableRequest asked,
      byte[] body,
      ServerHttpRequest request,
      ServerHttpResponse response,
      long start) {
    ReadyKey key = asked.key(body);
    ReadyBody found = ready.find(key, request.getRemoteAddress());
    if (found == null) {
      return full.handle(
          new Read(request, Flux.defer(() -> buffer(response, body)), key), response);
    }
    HttpServerResponse outbound = ServerHttpResponseDecorator.getNativeResponse(response);
    Mono<Void> sent = send(found, asked, request, outbound);
    ready.answered(request.getMethod().name(), Duration.ofNanos(System.nanoTime() - start));
    return sent;
  }

  private static Flux<DataBuffer> buffer(ServerHttpResponse response, byte[] body) {
    return body.length == 0 ? Flux.empty() : Flux.just(response.bufferFactory().wrap(body));
  }

  private Mono<Void> send(
      ReadyBody body,
      RepeatableRequest asked,
      ServerHttpRequest request,
      HttpServerResponse outbound) {
    HttpHeaders fields = outbound.responseHeaders();
    headers.write(fields, body.contentType(), asked.origin());
    HttpServerRequest inbound = ServerHttpRequestDecorator.getNativeRequest(request);
    fields.set(
        ResponseHeaders.REQUEST_ID,
        ResponseHeaders.id(inbound.requestHeaders().get(ResponseHeaders.REQUEST_ID)));
    fields.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length());
    if (body.isGzip()) {
      fields.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    ByteBuf bytes = ByteBufAllocator.DEFAULT.ioBuffer(body.length());
    body.parts().forEach(bytes::writeBytes);
    return outbound.compression(false).sendObject(bytes).then();
  }

  /// A request whose body has been read, and the key that its answer may be stored under.
  static final class Read extends ServerHttpRequestDecorator {
    private final Flux<DataBuffer> body;
    private final @Nullable ReadyKey key;

    private Read(ServerHttpRequest request, Flux<DataBuffer> body, @Nullable ReadyKey key) {
      super(request);
      this.body = body;
      this.key = key;
    }

    private static Read failed(ServerHttpRequest request, Throwable failure) {
      return new Read(request, Flux.error(failure), null);
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return body;
    }

    static @Nullable ReadyKey keyOf(ServerHttpRequest request) {
      return request instanceof Read read ? read.key : null;
    }
  }
}
