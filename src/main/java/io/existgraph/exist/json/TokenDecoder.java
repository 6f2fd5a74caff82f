package io.existgraph.exist.json;

import io.existgraph.exist.AccessToken;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.TokenRequest;
import io.existgraph.exist.http.ExchangeResult;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.tree.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An encoder of token requests and decoder of their responses. Failures do not reveal which part
/// of the request was wrong.
public final class TokenDecoder {
  /// The characters that a header can carry unchanged (RFC 6750, `b64token`).
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,1024}");

  /// The error codes of OAuth2, which are safe to repeat.
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

  private TokenDecoder() {}

  /// The path of a token request. `signIn` is the path of simple tokens in an API version.
  public static String path(TokenRequest request, String signIn) {
    return request instanceof TokenRequest.PasswordSignIn ? signIn : "/oauth2/access_token";
  }

  /// The URL-encoded form of a token request.
  public static String form(TokenRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    switch (request) {
      case TokenRequest.PasswordSignIn(var username, var password) -> {
        form.put("username", username);
        form.put("password", password);
      }
      case TokenRequest.AuthorizationCode(
              var code,
              var redirectUri,
              var clientId,
              var clientSecret,
              var codeVerifier) -> {
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret);
        form.put("redirect_uri", redirectUri);
        if (codeVerifier != null) {
          form.put("code_verifier", codeVerifier);
        }
      }
      case TokenRequest.TokenRefresh(var refreshToken, var clientId, var clientSecret) -> {
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret);
      }
    }
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /// The issued token; fails with the [Failure] of the exchange.
  public static AccessToken token(ExchangeResult result, TokenRequest request) {
    return switch (result) {
      case ExchangeResult.NoReadableResponse(var failure, var wasSent) ->
          throw lost(failure, wasSent, request).asException();
      case ExchangeResult.ReadableResponse(var reply) when reply.isSuccess() -> {
        try {
          yield read(reply, request);
        } catch (FailureException e) {
          Failure failure = e.failure();
          throw lost(
                  failure instanceof Failure.BadResponse bad ? bad.of(reply.status()) : failure,
                  true,
                  request)
              .asException();
        }
      }
      case ExchangeResult.ReadableResponse(var reply) ->
          throw refusal(reply, request).asException();
    };
  }

  /// The failure of a lost response. A code or refresh token may be used up all the same.
  private static Failure lost(Failure failure, boolean wasSent, TokenRequest request) {
    return wasSent && !(request instanceof TokenRequest.PasswordSignIn)
        ? new Failure.OutcomeUnknown(failure.upstreamStatus())
        : failure;
  }

  private static Failure refusal(ExistResponse reply, TokenRequest request) {
    boolean isSignIn = request instanceof TokenRequest.PasswordSignIn;
    Duration wait = reply.retryAfter() == null ? Duration.ZERO : reply.retryAfter();
    return switch (reply.outcome()) {
      case THROTTLED -> reply.failure(wait);
      case SERVER_ERROR, UNREADABLE, SUCCESS -> lost(reply.failure(wait), true, request);
      case UNAUTHENTICATED, FORBIDDEN ->
          isSignIn ? new Failure.InvalidCredentials(reply.status()) : grantRefusal(reply);
      case NOT_FOUND, REJECTED ->
          isSignIn && reply.status() == 400
              ? new Failure.InvalidCredentials(reply.status())
              : grantRefusal(reply);
    };
  }

  /// The refusal of a grant, by its error code (RFC 6749, section 5.2).
  private static Failure grantRefusal(ExistResponse reply) {
    String error = reply.size() == 0 ? null : JsonFields.text(reply.json(), "error");
    return switch (error) {
      case "invalid_client", "unauthorized_client" -> new Failure.InvalidClient(reply.status());
      case "invalid_grant" -> new Failure.InvalidGrant(reply.status());
      case null -> new Failure.Rejected(reply.status(), null);
      default ->
          new Failure.Rejected(reply.status(), ERROR.matcher(error).matches() ? error : null);
    };
  }

  private static AccessToken read(ExistResponse reply, TokenRequest request) {
    JsonValue json = reply.json();
    String token =
        JsonFields.text(
            json, request instanceof TokenRequest.PasswordSignIn ? "token" : "access_token");
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new Failure.BadResponse().asException();
    }
    if (request instanceof TokenRequest.PasswordSignIn) {
      return new AccessToken("Token", token, null, null, null);
    }
    return new AccessToken(
        "Bearer",
        token,
        JsonFields.text(json, "refresh_token"),
        JsonFields.integer(json, "expires_in"),
        scope(JsonFields.text(json, "scope")));
  }

  private static @Nullable List<String> scope(@Nullable String text) {
    return text == null ? null : List.of(text.trim().split("\\s+"));
  }
}
