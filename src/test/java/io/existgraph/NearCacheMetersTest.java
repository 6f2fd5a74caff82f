package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.SharedGateways.Instance;
import io.existgraph.redis.RedisConnection;
import io.existgraph.redis.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

/// The meter of how an operation found the near cache of its caller.
class NearCacheMetersTest {
  private static final String DEMO = "Bearer demo";
  private static final String QUERY = "{me{username averages{overall}}}";

  private int asked;

  /// Asks for the same in another text, so that no ready answer is repeated.
  private void ask(Instance instance) {
    instance.ask(DEMO, QUERY + "#" + asked++).withoutErrors();
  }

  private static double count(Instance instance, String result) {
    return instance
        .bean(MeterRegistry.class)
        .get("existgraph.near")
        .tag("result", result)
        .counter()
        .count();
  }

  private boolean isCounted(Instance instance, String result) {
    double before = count(instance, result);
    ask(instance);
    return count(instance, result) == before + 1;
  }

  private void assertCounted(Instance instance, String result) {
    assertThat(isCounted(instance, result)).as(result).isTrue();
  }

  @Test
  void eachReadIsCountedByWhatItFound() {
    try (RedisServer redis = RedisServer.start();
        SharedGateways instances = new SharedGateways(2, redis)) {
      Instance instance = instances.instance(1);
      ask(instances.instance(0));
      RedisConnection storing = instances.instance(0).bean(RedisConnection.class);
      SharedGateways.until(() -> storing.calls() == 0);
      assertCounted(instance, "hydrated");
      SharedGateways.until(() -> isCounted(instance, "valid")); // once all messages have arrived
      RedisConnection connection = instance.bean(RedisConnection.class);
      long before = connection.messages().continuity();
      redis.command("CLIENT", "KILL", "TYPE", "pubsub");
      SharedGateways.until(() -> connection.messages().continuity() > before);
      instances.awaitUse();
      ask(instance);
      assertThat(count(instance, "verified")).isPositive(); // before Redis was used, or by the read
      redis.kill();
      SharedGateways.until(() -> !instance.usesRedis());
      assertCounted(instance, "alone");
    }
  }
}
