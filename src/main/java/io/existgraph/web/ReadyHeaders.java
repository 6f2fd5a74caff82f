package io.existgraph.web;

import io.existgraph.ready.ReadyBody;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The headers of ready answers, made once by the code that makes those of all answers.
final class ReadyHeaders {
  /// As Spring's CORS processor varies the answers to pages of allowed origins.
  private static final List<String> CORS_VARY =
      List.of("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");

  /// The origin is no part of it: the demo allows any number of them.
  private record HeaderVariant(String contentType, boolean isCrossOrigin) {}

  private final Map<HeaderVariant, HttpHeaders> made = new ConcurrentHashMap<>();

  /// Those of the answer with that body to a page of that allowed origin, if any; without the
  /// request id.
  HttpHeaders of(ReadyBody body, @Nullable String origin) {
    var kind = new HeaderVariant(body.contentType(), origin != null);
    HttpHeaders fields = newHeaders();
    fields.set(made.computeIfAbsent(kind, _ -> make(kind, origin)));
    if (origin != null) {
      fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    fields.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length()));
    if (body.isGzip()) {
      fields.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
    return fields;
  }

  private static HttpHeaders make(HeaderVariant kind, @Nullable String origin) {
    var headers = new org.springframework.http.HttpHeaders();
    headers.set(org.springframework.http.HttpHeaders.CONTENT_TYPE, kind.contentType());
    if (origin != null) {
      headers.setVary(CORS_VARY);
      headers.setAccessControlAllowOrigin(origin);
      headers.setAccessControlExposeHeaders(AllowedOrigins.EXPOSED_HEADERS);
    }
    ResponseHeaders.complete(headers);
    HttpHeaders made = newHeaders();
    headers.forEach(
        (name, values) ->
            made.set(AsciiString.cached(name), values.stream().map(AsciiString::cached).toList()));
    return made;
  }

  /// Their values are our own, or were validated as headers of requests.
  private static HttpHeaders newHeaders() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }
}
