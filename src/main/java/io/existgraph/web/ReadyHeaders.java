package io.existgraph.web;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
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

  private record Kind(String contentType, @Nullable String origin) {}

  private final Map<Kind, HttpHeaders> made = new ConcurrentHashMap<>();

  /// Those of an answer of that type to a page of that allowed origin, if any.
  HttpHeaders of(String contentType, @Nullable String origin) {
    return made.computeIfAbsent(new Kind(contentType, origin), ReadyHeaders::make);
  }

  private static HttpHeaders make(Kind kind) {
    var headers = new org.springframework.http.HttpHeaders();
    headers.set(org.springframework.http.HttpHeaders.CONTENT_TYPE, kind.contentType());
    if (kind.origin() != null) {
      headers.setVary(CORS_VARY);
      headers.setAccessControlAllowOrigin(kind.origin());
      headers.setAccessControlExposeHeaders(AllowedOrigins.EXPOSED_HEADERS);
    }
    ResponseHeaders.complete(headers);
    HttpHeaders made = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    headers.forEach((name, values) -> made.set(name, values));
    return made;
  }
}
