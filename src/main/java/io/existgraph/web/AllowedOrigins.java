package io.existgraph.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;

/// The origins whose pages may read answers: `origins`, each exactly as a browser sends it, and
/// with `isLoopbackAllowed` those of any scheme and port on the user's own machine.
public record AllowedOrigins(Set<String> origins, boolean isLoopbackAllowed)
    implements CorsConfigurationSource {
  static final List<String> EXPOSED_HEADERS = List.of("X-Request-Id", "Retry-After");

  private static final String SCHEME = "[a-zA-Z][a-zA-Z0-9+.-]*";

  /// Pages of local files have an origin without a host in some web views.
  private static final Pattern ORIGIN = Pattern.compile(SCHEME + "://[^/*?#@\\s]+|file://");

  private static final Pattern LOOPBACK =
      Pattern.compile(
          SCHEME
              + "://(([a-z0-9-]{1,63}\\.){0,4}localhost|127(\\.[0-9]{1,3}){3}|\\[::1])"
              + "(:[0-9]{1,5})?");

  private static final Duration MAX_AGE = Duration.ofHours(1);

  public AllowedOrigins {
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "exist.cors.allowed-origins must be origins such as https://example.org");
      }
    }
    origins = Set.copyOf(origins);
  }

  boolean isEmpty() {
    return origins.isEmpty() && !isLoopbackAllowed;
  }

  boolean allows(String origin) {
    return origins.contains(origin) || (isLoopbackAllowed && LOOPBACK.matcher(origin).matches());
  }

  /// A page of another origin is answered as if it were none, and its browser hides the answer; its
  /// preflight is refused.
  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
    String origin = exchange.getRequest().getHeaders().getOrigin();
    if (origin != null && allows(origin)) {
      return rules(origin);
    }
    return CorsUtils.isPreFlightRequest(exchange.getRequest()) ? new CorsConfiguration() : null;
  }

  private static CorsConfiguration rules(String origin) {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(List.of(origin));
    rules.setAllowedMethods(List.of("GET", "POST"));
    rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    rules.setExposedHeaders(EXPOSED_HEADERS);
    rules.setMaxAge(MAX_AGE);
    return rules;
  }
}
