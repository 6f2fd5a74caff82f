package io.existgraph.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The subject of a token: a user, the OAuth2 client that acts for them (null for simple tokens),
/// and the granted scopes.
record AuthenticatedCaller(
    SimulatedUser user, @Nullable SimulatedService client, Set<String> scopes) {
  /// All scopes, which no client can request.
  static final Set<String> ALL_SCOPES = Set.of("*");

  /// Whether the caller may write over API v1.
  boolean mayWrite() {
    return allows("write");
  }

  /// Whether the caller may read the group over API v2. The v1 scopes cover all groups.
  boolean mayRead(SimulatedGroup group) {
    return allows("read") || allows(group.slug() + "_read");
  }

  /// Whether the caller may write in the group over API v2.
  boolean mayWrite(SimulatedGroup group) {
    return mayWrite() || allows(group.slug() + "_write");
  }

  private boolean allows(String scope) {
    return scopes.equals(ALL_SCOPES) || scopes.contains(scope);
  }
}
