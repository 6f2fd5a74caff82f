package io.existgraph.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The OAuth2 flow: an approval page on which `demo` is signed in, codes that are good once and for
/// ten minutes, and tokens that can be renewed for a year.
final class OAuthEndpoints {
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(31_535_999);

  private final Accounts world;
  private final Map<String, Approval> codes = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();

  private record Approval(String redirectUri, String scope, Instant until) {}

  /// What a refresh token stands for.
  private record Session(String accessKey, String scope) {}

  OAuthEndpoints(Accounts world) {
    this.world = world;
  }

  ApiReply answer(ApiRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /oauth2/authorize" -> ask(request.query());
      case "POST /oauth2/authorize" -> decide(request.fields());
      case "POST /oauth2/access_token" -> issue(request.fields());
      default -> ApiReply.notFound();
    };
  }

  private static ApiReply ask(Map<String, String> wish) {
    String objection = ApprovalPage.objection(wish);
    if (objection != null) {
      return ApiReply.html(400, ApprovalPage.refusal(objection));
    }
    return "code".equals(wish.get("response_type"))
        ? ApiReply.html(200, ApprovalPage.question(wish))
        : back(wish, "error", "unsupported_response_type");
  }

  private ApiReply decide(Map<String, String> wish) {
    String objection = ApprovalPage.objection(wish);
    if (objection != null) {
      return ApiReply.html(400, ApprovalPage.refusal(objection));
    }
    if (!"allow".equals(wish.get("answer"))) {
      return back(wish, "error", "access_denied");
    }
    String code = secret();
    Instant until = world.clock().instant().plus(CODE_LIFE);
    codes.put(code, new Approval(field(wish, "redirect_uri"), scope(wish), until));
    return back(wish, "code", code);
  }

  private static String scope(Map<String, String> wish) {
    return String.join(" ", List.of(wish.getOrDefault("scope", "read").split("[ +]+")));
  }

  private static ApiReply back(Map<String, String> wish, String name, String value) {
    String uri = field(wish, "redirect_uri");
    String state = wish.get("state");
    String location = uri + (uri.contains("?") ? "&" : "?") + name + "=" + value;
    return ApiReply.redirect(
        302,
        state == null
            ? location
            : location + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
  }

  private ApiReply issue(Map<String, String> wish) {
    if (!field(wish, "client_id").equals(ExistSimulator.CLIENT_ID)
        || !field(wish, "client_secret").equals(ExistSimulator.CLIENT_SECRET)) {
      return error("invalid_client");
    }
    String scope =
        switch (field(wish, "grant_type")) {
          case "authorization_code" -> redeem(wish);
          case "refresh_token" -> renew(wish);
          default -> throw new RequestRejection(error("unsupported_grant_type"));
        };
    return scope == null ? error("invalid_grant") : tokens(scope);
  }

  /// The scope that the code was given for, once.
  private @Nullable String redeem(Map<String, String> wish) {
    Approval approval = codes.remove(field(wish, "code"));
    if (approval == null || !world.clock().instant().isBefore(approval.until())) {
      return null;
    }
    return approval.redirectUri().equals(wish.get("redirect_uri")) ? approval.scope() : null;
  }

  /// The scope of the session, whose access token ends with this.
  private @Nullable String renew(Map<String, String> wish) {
    Session session = sessions.remove(field(wish, "refresh_token"));
    if (session == null) {
      return null;
    }
    world.access().end(session.accessKey());
    return session.scope();
  }

  private ApiReply tokens(String scope) {
    String access = secret();
    String refresh = secret();
    world
        .access()
        .allow(
            "bearer " + access,
            new AuthenticatedCaller(
                SimulatedUser.DEMO, SimulatedService.DEMO, Set.copyOf(List.of(scope.split(" ")))),
            world.clock().instant().plus(TOKEN_LIFE));
    sessions.put(refresh, new Session("bearer " + access, scope));
    return ApiReply.json(
        200,
        ApiReply.object(
            "access_token", access,
            "token_type", "Bearer",
            "expires_in", TOKEN_LIFE.toSeconds(),
            "refresh_token", refresh,
            "scope", scope));
  }

  private static ApiReply error(String code) {
    return ApiReply.json(400, Map.of("error", code));
  }

  private static String field(Map<String, String> wish, String name) {
    return wish.getOrDefault(name, "");
  }

  /// Forty hexadecimal digits, as made up as everything here.
  private String secret() {
    String seed = "secret " + issued.incrementAndGet();
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    String digits = UUID.nameUUIDFromBytes(bytes).toString().replace("-", "");
    return digits + digits.substring(0, 8);
  }
}
