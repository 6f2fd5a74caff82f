package io.existgraph.simulator;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The tokens that are valid, by scheme and token: those that everybody knows, and issued ones.
final class AccessTokens {
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  private record Grant(AuthenticatedCaller caller, Instant until) {}

  AccessTokens() {
    allow(
        "token demo",
        new AuthenticatedCaller(SimulatedUser.DEMO, null, AuthenticatedCaller.EVERYTHING),
        Instant.MAX);
    allow(
        "token demo2",
        new AuthenticatedCaller(SimulatedUser.DEMO2, null, AuthenticatedCaller.EVERYTHING),
        Instant.MAX);
    allow(
        "bearer demo",
        new AuthenticatedCaller(
            SimulatedUser.DEMO, SimulatedService.DEMO, AuthenticatedCaller.EVERYTHING),
        Instant.MAX);
  }

  /// The scheme in lower case and one space, however the header was written; else the empty key.
  static String key(@Nullable String authorization) {
    String[] words = authorization == null ? new String[0] : authorization.strip().split("\\s+");
    return words.length == 2 ? words[0].toLowerCase(Locale.ROOT) + " " + words[1] : "";
  }

  @Nullable AuthenticatedCaller caller(String key, Instant now) {
    Grant grant = grants.get(key);
    return grant == null || !now.isBefore(grant.until()) ? null : grant.caller();
  }

  void allow(String key, AuthenticatedCaller caller, Instant until) {
    grants.put(key, new Grant(caller, until));
  }

  void end(String key) {
    grants.remove(key);
  }
}
