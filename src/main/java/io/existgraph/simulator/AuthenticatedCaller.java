package io.existgraph.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who a token speaks for: a person, and the OAuth2 client they let act for them, if any, within
/// what they allowed it.
record AuthenticatedCaller(
    SimulatedUser person, @Nullable SimulatedService client, Set<String> scopes) {
  /// The scope that no client can ask for: all of them.
  static final Set<String> EVERYTHING = Set.of("*");

  /// Whether it may write at all, as API v1 has it.
  boolean mayWrite() {
    return allows("write");
  }

  /// Whether API v2 shows it the group; the scopes of API v1 are about all groups.
  boolean mayRead(SimulatedGroup group) {
    return allows("read") || allows(group.slug() + "_read");
  }

  /// Whether API v2 lets it write in the group.
  boolean mayWrite(SimulatedGroup group) {
    return mayWrite() || allows(group.slug() + "_write");
  }

  private boolean allows(String scope) {
    return scopes.equals(EVERYTHING) || scopes.contains(scope);
  }
}
