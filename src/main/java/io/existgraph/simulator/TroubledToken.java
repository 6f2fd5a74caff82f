package io.existgraph.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The simple tokens whose every request fails in one way, so that a front end can show what its
/// users would see. They are valid `Authorization` headers without an account of their own, except
/// `demo-slow`, which reads the data of `demo`.
enum TroubledToken {
  /// The hourly limit is reached: 429.
  LIMITED,
  /// Exist is down for maintenance: the 503 page of its reverse proxy.
  DOWN,
  /// Every response is delayed, within the gateway's timeouts.
  SLOW,
  /// The user revoked the token: 401.
  REVOKED;

  private static final int WAIT_SECONDS = 90;
  private static final Duration LATENCY = Duration.ofSeconds(3);

  /// The key of the token among [AccessTokens].
  String key() {
    return "token demo-" + name().toLowerCase(Locale.ROOT);
  }

  /// The fault of all requests with this `Authorization` header; null for other headers.
  static @Nullable InjectedFault faultOf(@Nullable String authorization) {
    String key = AccessTokens.key(authorization);
    return Arrays.stream(values())
        .filter(token -> token.key().equals(key))
        .findFirst()
        .map(TroubledToken::fault)
        .orElse(null);
  }

  private InjectedFault fault() {
    return switch (this) {
      case LIMITED -> throttled();
      case DOWN -> InjectedFault.html(503);
      case SLOW -> new InjectedFault.DelayedResponse(LATENCY);
      case REVOKED -> InjectedFault.json(401, "{\"detail\": \"Invalid token\"}");
    };
  }

  private static InjectedFault throttled() {
    String body =
        "{\"detail\": \"Request was throttled. Expected available in %d seconds.\"}"
            .formatted(WAIT_SECONDS);
    return new InjectedFault.FixedResponse(
        429, "application/json", body, Map.of("Retry-After", String.valueOf(WAIT_SECONDS)));
  }
}
