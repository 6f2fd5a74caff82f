package io.existgraph.simulator;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everybody who has an account, with their diaries. Knows nothing of HTTP or API versions.
final class Accounts {
  private final Map<String, UserRecords> diaries;
  private final InstantSource clock;
  private final AccessTokens access = new AccessTokens();

  Accounts(InstantSource clock) {
    this.clock = clock;
    this.diaries =
        SimulatedUser.ALL.stream()
            .map(it -> new UserRecords(it, clock))
            .collect(Collectors.toMap(it -> it.person().username(), Function.identity()));
  }

  InstantSource clock() {
    return clock;
  }

  AccessTokens access() {
    return access;
  }

  void forgetWrites() {
    diaries.values().forEach(UserRecords::forgetWrites);
  }

  @Nullable UserRecords diary(String username) {
    return diaries.get(username);
  }
}
