package io.existgraph.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;

/// The origins whose pages may read answers, each exactly as a browser sends it.
public record AllowedOrigins(List<String> origins) implements CorsConfigurationSource {
  private static final Pattern ORIGIN = Pattern.compile("https?://[^/*?#@\\s]+");
  static final List<String> EXPOSED_HEADERS = List.of("X-Request-Id", "Retry-After");

  private static final Duration REMEMBERED = Duration.ofHours(1);

  public AllowedOrigins {
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "exist.cors.allowed-origins must be origins such as https://example.org");
      }
    }
    origins = List.copyOf(origins);
  }

  /// A page of another origin is answered as if it were none, and its browser hides the answer.
  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
    String origin = exchange.getRequest().getHeaders().getOrigin();
    boolean isAllowed = origin != null && origins.contains(origin);
    return isAllowed || CorsUtils.isPreFlightRequest(exchange.getRequest()) ? rules() : null;
  }

  private CorsConfiguration rules() {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(origins);
    rules.setAllowedMethods(List.of("GET", "POST"));
    rules.setAllowedHeaders(
        List.of(
            "Authorization",
            "Content-Type",
            "Cache-Control",
            "X-Exist-Explain",
            "X-Exist-Trace",
            "X-Request-Id"));
    rules.setExposedHeaders(EXPOSED_HEADERS);
    rules.setMaxAge(REMEMBERED);
    return rules;
  }
}
