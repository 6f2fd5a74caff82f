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

/// One version of the API: its paths, and the gate that each request passes before it is carried
/// out. The hour of a token is the same whichever version is asked.
record ApiRouter(String root, List<Route> routes, Accounts world, RequestThrottle throttle) {
  private static final String SIGN_IN = "auth/simple-token/";
  private static final String WRONG_PASSWORD = "Unable to log in with provided credentials.";

  record Route(String method, Pattern path, Function<ApiCall, ApiReply> handler) {
    static Route get(String path, Function<ApiCall, ApiReply> handler) {
      return of("GET", path, handler);
    }

    static Route post(String path, Function<ApiCall, ApiReply> handler) {
      return of("POST", path, handler);
    }

    private static Route of(String method, String path, Function<ApiCall, ApiReply> handler) {
      return new Route(method, Pattern.compile(path.replaceAll(":\\w+", "([^/]+)")), handler);
    }
  }

  boolean has(ApiRequest request) {
    return request.path().startsWith(root);
  }

  ApiReply answer(ApiRequest request, SimulatorOptions habits, URI address) {
    String path = request.path().substring(root.length());
    if (path.equals(SIGN_IN)) {
      return signIn(request);
    }
    Route route = route(path);
    if (route == null) {
      boolean lacksSlash = request.method().equals("GET") && route(path + "/") != null;
      return lacksSlash ? withSlash(request) : ApiReply.notFound();
    }
    AuthenticatedCaller caller = admit(request, habits);
    if (!route.method().equals(request.method())) {
      return ApiReply.detail(405, "Method \"" + request.method() + "\" not allowed.");
    }
    List<String> parts = parts(route, path);
    return route.handler().apply(new ApiCall(world, caller, request, parts, habits, address));
  }

  /// Tells somebody's simple token, which is their name, as their password is.
  private ApiReply signIn(ApiRequest request) {
    Map<String, String> fields = request.method().equals("POST") ? request.fields() : Map.of();
    String name = fields.getOrDefault("username", "");
    boolean known = world.access().caller("token " + name, world.clock().instant()) != null;
    return known && name.equals(fields.get("password"))
        ? ApiReply.json(200, Map.of("token", name))
        : ApiReply.json(400, Map.of("non_field_errors", List.of(WRONG_PASSWORD)));
  }

  private @Nullable Route route(String path) {
    return routes.stream().filter(it -> it.path().matcher(path).matches()).findFirst().orElse(null);
  }

  private static List<String> parts(Route route, String path) {
    Matcher matcher = route.path().matcher(path);
    return matcher.matches()
        ? IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList()
        : List.of();
  }

  private static ApiReply withSlash(ApiRequest request) {
    return ApiReply.redirect(301, request.path() + "/" + ApiRequest.encoded(request.query()));
  }

  /// Lets a known caller pass whose hour is not used up.
  private AuthenticatedCaller admit(ApiRequest request, SimulatorOptions habits) {
    String key = AccessTokens.key(request.authorization());
    AuthenticatedCaller caller = world.access().caller(key, world.clock().instant());
    if (caller == null) {
      throw new RequestRejection(
          ApiReply.detail(401, "Invalid token").with("WWW-Authenticate", "Token"));
    }
    Duration wait = throttle.take(key, habits.limitPerHour(), world.clock().instant());
    if (wait != null) {
      throw new RequestRejection(throttled(wait.plusNanos(999_999_999).toSeconds(), habits));
    }
    return caller;
  }

  private static ApiReply throttled(long seconds, SimulatorOptions habits) {
    ApiReply reply =
        ApiReply.detail(
            429, "Request was throttled. Expected available in " + seconds + " seconds.");
    return habits.sendsRetryAfter()
        ? reply.with("Retry-After", String.valueOf(seconds))
        : ApiReply.detail(429, "Request was throttled.");
  }
}
