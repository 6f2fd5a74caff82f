package io.existgraph.exist.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.util.UriUtils.encodePath;
import static org.springframework.web.util.UriUtils.encodeQuery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;

/// The HTTP/1.1 form of requests to Exist, with only the headers that Exist needs.
final class HttpRequests {
  private HttpRequests() {}

  /// `base` names the host. The connection is kept unless the request has no credential.
  static FullHttpRequest of(ExistRequest request, URI base) {
    ByteBuf body =
        request.body() == null
            ? Unpooled.EMPTY_BUFFER
            : Unpooled.wrappedBuffer(request.body().getBytes(UTF_8));
    var http =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.method()),
            encoded(request.target()),
            body);
    HttpHeaders headers = http.headers();
    headers.set(HttpHeaderNames.HOST, host(base));
    headers.set(HttpHeaderNames.USER_AGENT, "exist-graph");
    headers.set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON);
    headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
    if (request.credential() == null) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else {
      headers.set(HttpHeaderNames.AUTHORIZATION, request.credential().authorization());
    }
    if (request.contentType() != null) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, request.contentType());
      headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    }
    return http;
  }

  private static String encoded(String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? encodePath(target, UTF_8)
        : encodePath(target.substring(0, mark), UTF_8)
            + '?'
            + encodeQuery(target.substring(mark + 1), UTF_8);
  }

  private static String host(URI base) {
    return base.getPort() < 0 ? base.getHost() : base.getHost() + ':' + base.getPort();
  }
}
