package io.existgraph.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The router of one API version: authenticates, throttles and dispatches its requests. The
/// versions share one throttle, so a token has one hourly limit for both.
record ApiRouter(
    String root, List<ApiRoute> routes, SimulatedAccounts accounts, RequestThrottle throttle) {
  private static final String SIGN_IN = "auth/simple-token/";
  private static final String WRONG_PASSWORD = "Unable to log in with provided credentials.";

  record ApiRoute(String method, Pattern path, Function<RoutedRequest, ApiReply> handler) {
    static ApiRoute get(String path, Function<RoutedRequest, ApiReply> handler) {
      return route("GET", path, handler);
    }

    static ApiRoute post(String path, Function<RoutedRequest, ApiReply> handler) {
      return route("POST", path, handler);
    }

    private static ApiRoute route(
        String method, String path, Function<RoutedRequest, ApiReply> handler) {
      return new ApiRoute(method, Pattern.compile(path.replaceAll(":\\w+", "([^/]+)")), handler);
    }
  }

  boolean matches(ApiRequest request) {
    return request.path().startsWith(root);
  }

  ApiReply handle(ApiRequest request, SimulatorOptions options, URI address) {
    String path = request.path().substring(root.length());
    if (path.equals(SIGN_IN)) {
      return signIn(request);
    }
    ApiRoute route = route(path);
    if (route == null) {
      boolean lacksSlash = request.method().equals("GET") && route(path + "/") != null;
      return lacksSlash ? withSlash(request) : ApiReply.notFound();
    }
    AuthenticatedCaller caller = authenticate(request, options);
    if (!route.method().equals(request.method())) {
      return ApiReply.detail(405, "Method \"" + request.method() + "\" not allowed.");
    }
    List<String> parts = parts(route, path);
    return route
        .handler()
        .apply(new RoutedRequest(accounts, caller, request, parts, options, address));
  }

  /// Returns the simple token of a user. User name, password and token are equal.
  private ApiReply signIn(ApiRequest request) {
    Map<String, String> fields = request.method().equals("POST") ? request.fields() : Map.of();
    String name = fields.getOrDefault("username", "");
    boolean known = accounts.tokens().caller("token " + name, accounts.clock().instant()) != null;
    return known && name.equals(fields.get("password"))
        ? ApiReply.json(200, Map.of("token", name))
        : ApiReply.json(400, Map.of("non_field_errors", List.of(WRONG_PASSWORD)));
  }

  private @Nullable ApiRoute route(String path) {
    return routes.stream()
        .filter(route -> route.path().matcher(path).matches())
        .findFirst()
        .orElse(null);
  }

  private static List<String> parts(ApiRoute route, String path) {
    Matcher matcher = route.path().matcher(path);
    return matcher.matches()
        ? IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList()
        : List.of();
  }

  private static ApiReply withSlash(ApiRequest request) {
    return ApiReply.redirect(301, request.path() + "/" + ApiRequest.encoded(request.query()));
  }

  /// The caller of the token; a 401 where it is unknown, a 429 beyond its hourly limit.
  private AuthenticatedCaller authenticate(ApiRequest request, SimulatorOptions options) {
    String key = AccessTokens.key(request.authorization());
    AuthenticatedCaller caller = accounts.tokens().caller(key, accounts.clock().instant());
    if (caller == null) {
      throw new RequestRejection(
          ApiReply.detail(401, "Invalid token").with("WWW-Authenticate", "Token"));
    }
    Duration wait = throttle.tryAcquire(key, options.limitPerHour(), accounts.clock().instant());
    if (wait != null) {
      throw new RequestRejection(throttled(wait.plusNanos(999_999_999).toSeconds()));
    }
    return caller;
  }

  private static ApiReply throttled(long seconds) {
    return ApiReply.detail(
            429, "Request was throttled. Expected available in " + seconds + " seconds.")
        .with("Retry-After", String.valueOf(seconds));
  }
}
