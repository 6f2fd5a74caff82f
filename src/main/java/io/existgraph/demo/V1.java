package io.existgraph.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// API v1: its paths, and the gate that each request passes before it is carried out.
final class V1 {
  static final String ROOT = "/api/1/";

  private static final List<Route> ROUTES =
      List.of(
          get("users/:user/today/", V1Reads::today),
          get("users/:user/attributes/", V1Reads::attributes),
          get("users/:user/attributes/:attribute/", V1Reads::values),
          get("users/:user/insights/", V1Reads::insights),
          get("users/:user/insights/attribute/:attribute/", V1Reads::insightsOfAttribute),
          get("users/:user/averages/", V1Reads::averages),
          get("users/:user/averages/attribute/:attribute/", V1Reads::averagesOfAttribute),
          get("users/:user/correlations/attribute/:attribute/", V1Reads::correlations),
          get("attributes/owned/", V1Reads::owned),
          route("POST", "attributes/acquire/", V1Writes::acquire),
          route("POST", "attributes/release/", V1Writes::release),
          route("POST", "attributes/update/", V1Writes::update));

  private static final String SIGN_IN = ROOT + "auth/simple-token/";

  private static final String WRONG_PASSWORD = "Unable to log in with provided credentials.";

  private final World world;
  private final Throttle throttle = new Throttle();

  private record Route(String method, Pattern path, Function<Call, Reply> handler) {}

  V1(World world) {
    this.world = world;
  }

  private static Route get(String path, Function<Call, Reply> handler) {
    return route("GET", path, handler);
  }

  private static Route route(String method, String path, Function<Call, Reply> handler) {
    return new Route(method, Pattern.compile(path.replaceAll(":\\w+", "([^/]+)")), handler);
  }

  Reply answer(Request request, Habits habits, URI address) {
    if (request.path().equals(SIGN_IN)) {
      return signIn(request);
    }
    Route route = route(request.path());
    if (route == null) {
      boolean lacksSlash = request.method().equals("GET") && route(request.path() + "/") != null;
      return lacksSlash ? withSlash(request) : Reply.notFound();
    }
    Caller caller = admit(request, habits);
    if (!route.method().equals(request.method())) {
      return Reply.detail(405, "Method \"" + request.method() + "\" not allowed.");
    }
    List<String> parts = parts(route, request.path());
    return route.handler().apply(new Call(world, caller, request, parts, habits, address));
  }

  /// Tells somebody's simple token, which is their name, as their password is.
  private Reply signIn(Request request) {
    Map<String, String> fields = request.method().equals("POST") ? request.fields() : Map.of();
    String name = fields.getOrDefault("username", "");
    boolean known = world.access().caller("token " + name, world.clock().instant()) != null;
    return known && name.equals(fields.get("password"))
        ? Reply.json(200, Map.of("token", name))
        : Reply.json(400, Map.of("non_field_errors", List.of(WRONG_PASSWORD)));
  }

  private static @Nullable Route route(String path) {
    return ROUTES.stream()
        .filter(it -> it.path().matcher(path.substring(ROOT.length())).matches())
        .findFirst()
        .orElse(null);
  }

  private static List<String> parts(Route route, String path) {
    Matcher matcher = route.path().matcher(path.substring(ROOT.length()));
    return matcher.matches()
        ? IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList()
        : List.of();
  }

  private static Reply withSlash(Request request) {
    return Reply.redirect(301, request.path() + "/" + Request.encoded(request.query()));
  }

  /// Lets a known caller pass whose hour is not used up.
  private Caller admit(Request request, Habits habits) {
    String key = Access.key(request.authorization());
    Caller caller = world.access().caller(key, world.clock().instant());
    if (caller == null) {
      throw new Refused(Reply.detail(401, "Invalid token").with("WWW-Authenticate", "Token"));
    }
    Duration wait = throttle.take(key, habits.limitPerHour(), world.clock().instant());
    if (wait != null) {
      throw new Refused(throttled(wait.plusNanos(999_999_999).toSeconds(), habits));
    }
    return caller;
  }

  private static Reply throttled(long seconds, Habits habits) {
    Reply reply =
        Reply.detail(429, "Request was throttled. Expected available in " + seconds + " seconds.");
    return habits.sendsRetryAfter()
        ? reply.with("Retry-After", String.valueOf(seconds))
        : Reply.detail(429, "Request was throttled.");
  }
}
