package io.existgraph.simulator;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The accounts of the simulator with their records. Independent of HTTP and of API versions.
final class SimulatedAccounts {
  private final Map<String, UserRecords> records;
  private final InstantSource clock;
  private final AccessTokens tokens = new AccessTokens();

  SimulatedAccounts(InstantSource clock) {
    this.clock = clock;
    this.records =
        SimulatedUser.ALL.stream()
            .map(user -> new UserRecords(user, clock))
            .collect(Collectors.toMap(own -> own.user().username(), Function.identity()));
  }

  InstantSource clock() {
    return clock;
  }

  AccessTokens tokens() {
    return tokens;
  }

  void discardWrites() {
    records.values().forEach(UserRecords::discardWrites);
  }

  void change(String username, UnaryOperator<SimulatedUser> change) {
    Objects.requireNonNull(records.get(username)).change(change);
  }

  void track(String username, int attributes) {
    Objects.requireNonNull(records.get(username)).track(AttributeCatalog.first(attributes));
  }

  @Nullable UserRecords records(String username) {
    return records.get(username);
  }
}
