package io.existgraph.graphql;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
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

/// A page that `src/main/web` builds into a folder below `static`, and its assets. All addresses in
/// it are relative, so it works behind any path prefix. Without Node.js there is no such folder and
/// the page is a 404.
record BuiltPage(String folder, String policy, PageFeatures features) {
  private static final String ASSETS = "./assets/";

  /// The routes of a page, made by `routes`, or a 404 for all of its files unless it is enabled.
  static RouterFunction<ServerResponse> routes(
      String folder,
      String policy,
      boolean isEnabled,
      Environment environment,
      Function<BuiltPage, RouterFunction<ServerResponse>> routes) {
    var nothing = nothing("/" + folder + "/**");
    return isEnabled
        ? routes.apply(new BuiltPage(folder, policy, PageFeatures.of(environment))).and(nothing)
        : nothing;
  }

  /// The page at the path. Its assets are at `assetsPath`, given relative to the page.
  RouterFunction<ServerResponse> at(String path, String assetsPath) {
    String html = html();
    String page = html == null ? null : html.replace(ASSETS, assetsPath);
    RequestPredicate here = path(path);
    return RouterFunctions.route(
            methods(HttpMethod.GET, HttpMethod.HEAD).and(here), _ -> respond(page))
        .andRoute(here, BuiltPage::otherwise);
  }

  /// The assets, whose names have a hash of their content. Workers obey the policy of their own
  /// script.
  RouterFunction<ServerResponse> assets(String pattern) {
    return RouterFunctions.resources(
        RouterFunctions.resourceLookupFunction(
            pattern, new ClassPathResource("static/" + folder + "/assets/")),
        (_, headers) -> {
          secure(headers);
          headers.setCacheControl("public, max-age=31536000, immutable");
        });
  }

  /// A 404 for every path of the pattern, so that none is left to Boot's static files and their
  /// headers.
  private static RouterFunction<ServerResponse> nothing(String pattern) {
    return RouterFunctions.route(path(pattern), _ -> absent().build());
  }

  private @Nullable String html() {
    var index = new ClassPathResource("static/" + folder + "/index.html");
    try {
      return index.exists() ? features.in(index.getContentAsString(StandardCharsets.UTF_8)) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Mono<ServerResponse> respond(@Nullable String html) {
    return html == null
        ? absent()
            .contentType(MediaType.TEXT_PLAIN)
            .bodyValue("This gateway was built without its pages, for want of Node.js.\n")
        : ServerResponse.ok()
            .headers(this::secure)
            .cacheControl(CacheControl.noStore())
            .contentType(MediaType.TEXT_HTML)
            .bodyValue(html);
  }

  private static Mono<ServerResponse> otherwise(ServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        ? ServerResponse.noContent().header("Allow", "GET, HEAD, OPTIONS").build()
        : Mono.error(
            new MethodNotAllowedException(
                request.method(), Set.of(HttpMethod.GET, HttpMethod.HEAD)));
  }

  private void secure(HttpHeaders headers) {
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
  }

  private static ServerResponse.BodyBuilder absent() {
    return ServerResponse.status(HttpStatus.NOT_FOUND).cacheControl(CacheControl.noStore());
  }
}
