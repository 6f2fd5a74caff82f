package io.existgraph.upstream.json;

import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import io.existgraph.upstream.Json;
import io.existgraph.upstream.Token;
import io.existgraph.upstream.TokenRequest;
import io.existgraph.upstream.http.Reply;
import io.existgraph.upstream.http.Sent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tokens: forms that ask for them, and Exist's answers, which never tell which part was wrong.
public final class TokenJson {
  /// What can be sent in a header as it is.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,1024}");

  private TokenJson() {}

  /// `signIn` is where a version gives out simple tokens.
  public static String path(TokenRequest request, String signIn) {
    return request instanceof TokenRequest.Simple ? signIn : "/oauth2/access_token";
  }

  public static String form(TokenRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    switch (request) {
      case TokenRequest.Simple(var username, var password) -> {
        form.put("username", username);
        form.put("password", password);
      }
      case TokenRequest.Code(var code, var redirectUri, var clientId, var clientSecret) -> {
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret);
        form.put("redirect_uri", redirectUri);
      }
      case TokenRequest.Refresh(var refreshToken, var clientId, var clientSecret) -> {
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", clientId);
        form.put("client_secret", clientSecret);
      }
    }
    return form.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  public static Token token(Sent sent, TokenRequest request) {
    return switch (sent) {
      case Sent.Unanswered(var failure, var wasSent) ->
          throw lost(failure, wasSent, request).asException();
      case Sent.Answered(var reply) when reply.isSuccess() -> {
        try {
          yield read(reply, request);
        } catch (FailureException unreadable) {
          throw lost(unreadable.failure(), true, request).asException();
        }
      }
      case Sent.Answered(var reply) -> throw refusal(reply, request).asException();
    };
  }

  /// A code or refresh token may be used up although the answer was lost.
  private static Failure lost(Failure failure, boolean wasSent, TokenRequest request) {
    return wasSent && !(request instanceof TokenRequest.Simple)
        ? new Failure.OutcomeUnknown()
        : failure;
  }

  private static Failure refusal(Reply reply, TokenRequest request) {
    return switch (reply.status()) {
      case 400, 401, 403 ->
          request instanceof TokenRequest.Simple
              ? new Failure.InvalidCredentials()
              : grantRefusal(reply);
      case 429 -> new Failure.RateLimited(reply.retryAfter());
      default -> reply.status() >= 500 ? new Failure.ServerError() : new Failure.BadResponse();
    };
  }

  private static Failure grantRefusal(Reply reply) {
    try {
      String error = Json.text(reply.json(), "error");
      return "invalid_client".equals(error) || "unauthorized_client".equals(error)
          ? new Failure.InvalidClient()
          : new Failure.InvalidGrant();
    } catch (FailureException unreadable) {
      return new Failure.InvalidGrant();
    }
  }

  private static Token read(Reply reply, TokenRequest request) {
    JsonNode json = reply.json();
    String token =
        Json.text(json, request instanceof TokenRequest.Simple ? "token" : "access_token");
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new Failure.BadResponse().asException();
    }
    if (request instanceof TokenRequest.Simple) {
      return new Token("Token", token, null, null, null);
    }
    return new Token(
        "Bearer",
        token,
        Json.text(json, "refresh_token"),
        Json.integer(json, "expires_in"),
        scope(Json.text(json, "scope")));
  }

  private static @Nullable List<String> scope(@Nullable String text) {
    return text == null ? null : List.of(text.trim().split("\\s+"));
  }
}
