package io.existgraph.web;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
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
  private record Kind(String contentType, boolean isCrossOrigin) {}

  private final Map<Kind, HttpHeaders> made = new ConcurrentHashMap<>();

  /// Writes those of an answer of that type to a page of that allowed origin, if any.
  void write(HttpHeaders fields, String contentType, @Nullable String origin) {
    fields.set(
        made.computeIfAbsent(new Kind(contentType, origin != null), kind -> make(kind, origin)));
    if (origin != null) {
      fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
  }

  private static HttpHeaders make(Kind kind, @Nullable String origin) {
    var headers = new org.springframework.http.HttpHeaders();
    headers.set(org.springframework.http.HttpHeaders.CONTENT_TYPE, kind.contentType());
    if (origin != null) {
      headers.setVary(CORS_VARY);
      headers.setAccessControlAllowOrigin(origin);
      headers.setAccessControlExposeHeaders(AllowedOrigins.EXPOSED_HEADERS);
    }
    ResponseHeaders.complete(headers);
    HttpHeaders made = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    headers.forEach((name, values) -> made.set(name, values));
    return made;
  }
}
