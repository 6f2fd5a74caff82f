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

/// The endpoints of the OAuth2 authorization code flow. `demo` is always signed in. Codes are valid
/// once and for ten minutes, access tokens for a year.
final class OAuthEndpoints {
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
  private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(31_535_999);

  private final SimulatedAccounts accounts;
  private final Map<String, CodeApproval> codes = new ConcurrentHashMap<>();
  private final Map<String, RefreshSession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();

  private record CodeApproval(String redirectUri, String scope, Instant until) {}

  /// The session of a refresh token.
  private record RefreshSession(String accessKey, String scope) {}

  OAuthEndpoints(SimulatedAccounts accounts) {
    this.accounts = accounts;
  }

  ApiReply handle(ApiRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /oauth2/authorize" -> authorize(request.query());
      case "POST /oauth2/authorize" -> decide(request.fields());
      case "POST /oauth2/access_token" -> issue(request.fields());
      default -> ApiReply.notFound();
    };
  }

  private static ApiReply authorize(Map<String, String> parameters) {
    String validationError = ApprovalPage.validationError(parameters);
    if (validationError != null) {
      return ApiReply.html(400, ApprovalPage.error(validationError));
    }
    return "code".equals(parameters.get("response_type"))
        ? ApiReply.html(200, ApprovalPage.form(parameters))
        : redirect(parameters, "error", "unsupported_response_type");
  }

  private ApiReply decide(Map<String, String> parameters) {
    String validationError = ApprovalPage.validationError(parameters);
    if (validationError != null) {
      return ApiReply.html(400, ApprovalPage.error(validationError));
    }
    if (!"allow".equals(parameters.get("answer"))) {
      return redirect(parameters, "error", "access_denied");
    }
    String code = newToken();
    Instant until = accounts.clock().instant().plus(CODE_LIFETIME);
    codes.put(code, new CodeApproval(field(parameters, "redirect_uri"), scope(parameters), until));
    return redirect(parameters, "code", code);
  }

  private static String scope(Map<String, String> parameters) {
    return String.join(" ", List.of(parameters.getOrDefault("scope", "read").split("[ +]+")));
  }

  private static ApiReply redirect(Map<String, String> parameters, String name, String value) {
    String uri = field(parameters, "redirect_uri");
    String state = parameters.get("state");
    String location = uri + (uri.contains("?") ? "&" : "?") + name + "=" + value;
    return ApiReply.redirect(
        302,
        state == null
            ? location
            : location + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
  }

  private ApiReply issue(Map<String, String> parameters) {
    if (!field(parameters, "client_id").equals(ExistSimulator.CLIENT_ID)
        || !field(parameters, "client_secret").equals(ExistSimulator.CLIENT_SECRET)) {
      return error("invalid_client");
    }
    String scope =
        switch (field(parameters, "grant_type")) {
          case "authorization_code" -> redeem(parameters);
          case "refresh_token" -> renew(parameters);
          default -> throw new RequestRejection(error("unsupported_grant_type"));
        };
    return scope == null ? error("invalid_grant") : tokens(scope);
  }

  /// The scope of a valid code, which is used up; null where it is not valid.
  private @Nullable String redeem(Map<String, String> parameters) {
    CodeApproval approval = codes.remove(field(parameters, "code"));
    if (approval == null || !accounts.clock().instant().isBefore(approval.until())) {
      return null;
    }
    return approval.redirectUri().equals(parameters.get("redirect_uri")) ? approval.scope() : null;
  }

  /// The scope of the session, whose access token is revoked; null where there is no session.
  private @Nullable String renew(Map<String, String> parameters) {
    RefreshSession session = sessions.remove(field(parameters, "refresh_token"));
    if (session == null) {
      return null;
    }
    accounts.tokens().revoke(session.accessKey());
    return session.scope();
  }

  private ApiReply tokens(String scope) {
    String access = newToken();
    String refresh = newToken();
    accounts
        .tokens()
        .grant(
            "bearer " + access,
            new AuthenticatedCaller(
                SimulatedUser.DEMO, SimulatedService.DEMO, Set.copyOf(List.of(scope.split(" ")))),
            accounts.clock().instant().plus(TOKEN_LIFETIME));
    sessions.put(refresh, new RefreshSession("bearer " + access, scope));
    return ApiReply.json(
        200,
        ApiReply.object(
            "access_token", access,
            "token_type", "Bearer",
            "expires_in", TOKEN_LIFETIME.toSeconds(),
            "refresh_token", refresh,
            "scope", scope));
  }

  private static ApiReply error(String code) {
    return ApiReply.json(400, Map.of("error", code));
  }

  private static String field(Map<String, String> parameters, String name) {
    return parameters.getOrDefault(name, "");
  }

  /// A deterministic token of 40 hexadecimal digits.
  private String newToken() {
    String seed = "secret " + issued.incrementAndGet();
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    String digits = UUID.nameUUIDFromBytes(bytes).toString().replace("-", "");
    return digits + digits.substring(0, 8);
  }
}
