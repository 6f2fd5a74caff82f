package io.existgraph.web;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/// The caller of the last request of a connection, so that the requests of a client that keeps its
/// connection do not each compute the digest of the same credential. It is compared with each
/// request's own `Authorization`, and forgotten with the connection.
record ConnectionCaller(String authorization, CallerId id) {
  private static final AttributeKey<ConnectionCaller> LAST =
      AttributeKey.valueOf(ConnectionCaller.class.getName());

  /// Null without exactly one well-formed credential.
  static @Nullable CallerId of(HttpServerRequest request) {
    List<String> headers = request.requestHeaders().getAll(HttpHeaderNames.AUTHORIZATION);
    Attribute<ConnectionCaller> last =
        request instanceof Connection connection ? connection.channel().attr(LAST) : null;
    ConnectionCaller known = last == null ? null : last.get();
    if (known != null && headers.size() == 1 && headers.getFirst().equals(known.authorization)) {
      return known.id;
    }
    Credential credential = Credential.parse(headers).orElse(null);
    if (credential == null) {
      return null;
    }
    CallerId id = credential.callerId();
    if (last != null) {
      last.set(new ConnectionCaller(credential.authorization(), id));
    }
    return id;
  }

  /// The identity alone.
  @Override
  public String toString() {
    return "ConnectionCaller[" + id + "]";
  }
}
