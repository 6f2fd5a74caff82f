package io.existgraph.web;

import io.existgraph.ready.ReadyKey;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/// A request without a ready answer, by its headers, and the key that its answer may be stored
/// under. An attribute of its connection while it is answered.
record PassedRequest(HttpHeaders headers, ReadyKey key) {
  private static final AttributeKey<PassedRequest> ATTRIBUTE =
      AttributeKey.valueOf(PassedRequest.class, "passed");

  void keepIn(Channel connection) {
    connection.attr(ATTRIBUTE).set(this);
  }

  static void forget(Channel connection) {
    connection.attr(ATTRIBUTE).set(null);
  }

  /// The key that the answer to a request may be stored under; null where it must not be.
  @SuppressWarnings("ReferenceEquality") // of this very request, not of one that reads the same
  static @Nullable ReadyKey keyOf(ServerHttpRequest request) {
    HttpServerRequest inbound = ServerHttpRequestDecorator.getNativeRequest(request);
    PassedRequest[] kept = new PassedRequest[1];
    inbound.withConnection(connection -> kept[0] = connection.channel().attr(ATTRIBUTE).get());
    PassedRequest passed = kept[0];
    return passed != null && passed.headers == inbound.requestHeaders() ? passed.key : null;
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
