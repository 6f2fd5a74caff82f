package io.existgraph.demo;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everybody who has an account, with their diaries. Knows nothing of HTTP or API versions.
final class World {
  private final Map<String, Diary> diaries;
  private final InstantSource clock;
  private final Access access = new Access();

  World(InstantSource clock) {
    this.clock = clock;
    this.diaries =
        Person.ALL.stream()
            .map(it -> new Diary(it, clock))
            .collect(Collectors.toMap(it -> it.person().username(), Function.identity()));
  }

  InstantSource clock() {
    return clock;
  }

  Access access() {
    return access;
  }

  void forgetWrites() {
    diaries.values().forEach(Diary::forgetWrites);
  }

  @Nullable Diary diary(String username) {
    return diaries.get(username);
  }
}
