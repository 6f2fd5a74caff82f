package io.existgraph.graphql;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/// The page to try the API on, made by `src/main/web`: all of it from here, nothing from elsewhere.
@Configuration(proxyBeanMethods = false)
class GraphiQlPage {
  private static final Resource INDEX = new ClassPathResource("static/graphiql/index.html");
  private static final Resource ASSETS = new ClassPathResource("static/graphiql/assets/");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /// Every path below `/graphiql`, so that none is left to Boot's static files and their headers.
  @Bean
  RouterFunction<ServerResponse> graphiQl(
      @Value("${exist.graphiql.enabled:true}") boolean enabled) {
    var nothing = RouterFunctions.route(path("/graphiql/**"), _ -> absent().build());
    return enabled ? page().and(assets()).and(nothing) : nothing;
  }

  private static RouterFunction<ServerResponse> page() {
    RequestPredicate page = path("/graphiql").or(path("/graphiql/"));
    return RouterFunctions.route(
            methods(HttpMethod.GET, HttpMethod.HEAD).and(page), GraphiQlPage::index)
        .andRoute(page, GraphiQlPage::otherwise);
  }

  private static Mono<ServerResponse> otherwise(ServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        ? ServerResponse.noContent().header("Allow", "GET, HEAD, OPTIONS").build()
        : Mono.error(
            new MethodNotAllowedException(
                request.method(), Set.of(HttpMethod.GET, HttpMethod.HEAD)));
  }

  private static Mono<ServerResponse> index(ServerRequest request) {
    return INDEX.exists()
        ? ServerResponse.ok()
            .headers(GraphiQlPage::secure)
            .cacheControl(CacheControl.noStore())
            .contentType(MediaType.TEXT_HTML)
            .bodyValue(INDEX)
        : absent()
            .contentType(MediaType.TEXT_PLAIN)
            .bodyValue("This gateway was built without its page, for want of Node.js.\n");
  }

  /// Their names carry a hash of their content. Workers obey the policy of their own script.
  private static RouterFunction<ServerResponse> assets() {
    return RouterFunctions.resources(
        RouterFunctions.resourceLookupFunction("/graphiql/assets/**", ASSETS),
        (_, headers) -> {
          secure(headers);
          headers.setCacheControl("public, max-age=31536000, immutable");
        });
  }

  private static void secure(HttpHeaders headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
  }

  private static ServerResponse.BodyBuilder absent() {
    return ServerResponse.status(HttpStatus.NOT_FOUND).cacheControl(CacheControl.noStore());
  }
}
