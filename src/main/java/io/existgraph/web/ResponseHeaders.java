package io.existgraph.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// The headers of every answer: nothing is stored on the way, nothing is framed, sniffed or
/// embedded, and each answer has an id.
final class ResponseHeaders implements WebFilter {
  static final String REQUEST_ID = "X-Request-Id";

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /// Ids need to be distinct, not to be hard to guess.
  private static final IdGenerator IDS = new AlternativeJdkIdGenerator();

  static final List<String> VARY = List.of("Accept", "Authorization", "Origin", "Accept-Encoding");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.set(REQUEST_ID, id(exchange.getRequest().getHeaders().getFirst(REQUEST_ID)));
    exchange
        .getResponse()
        .beforeCommit(
            () -> {
              complete(headers);
              return Mono.empty();
            });
    return chain.filter(exchange);
  }

  static String id(@Nullable String given) {
    return given != null && SANE.matcher(given).matches() ? given : IDS.generateId().toString();
  }

  /// The id of the request that a response answers.
  static String idOf(ServerHttpResponse response) {
    return String.valueOf(response.getHeaders().getFirst(REQUEST_ID));
  }

  static void complete(HttpHeaders headers) {
    String cache = headers.getCacheControl();
    if (cache == null || !cache.contains("immutable")) {
      headers.setCacheControl("no-store");
      Set<String> vary = new LinkedHashSet<>(VARY);
      vary.addAll(headers.getVary());
      headers.set(HttpHeaders.VARY, String.join(", ", vary));
    }
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Frame-Options", "DENY");
    boolean isShared = headers.getAccessControlAllowOrigin() != null;
    headers.set("Cross-Origin-Resource-Policy", isShared ? "cross-origin" : "same-origin");
    if (!headers.containsHeader("Content-Security-Policy")) {
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
  }
}
