package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.SharedGateways.Reply;
import io.existgraph.redis.RedisServer;
import io.existgraph.simulator.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.json.JsonMapper;

/// Increments that are retried at another instance, at once or after an outage, are added once.
class SharedIncrementsV2Test {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int KEYS = Boolean.getBoolean("soak") ? 1_000 : 30;
  private static final int KEYS_BETWEEN_KILLS = Math.max(15, KEYS / 20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Set<String> KNOWN = Set.of("APPLIED", "UNKNOWN");
  private static final int INSTANCES_KILLED = 20;
  private static final long MAX_LIFE_MILLIS = 400;
  private static final String[] SETTINGS = {
    "exist.api.version=v2", "exist.budget.limit=100000", "exist.limits.exchange-timeout=4s"
  };
  private static final String DEMO = "Bearer demo";
  private static final String INCREMENT =
      "mutation($k:String!){incrementAttributes(idempotencyKey:$k,"
          + "updates:[{name:\"pages_read\",date:\"2026-11-10\",value:1}]){results{status}}}";
  private static final String PAGES =
      "{me{attribute(name:\"pages_read\"){values(from:\"2026-11-10\",to:\"2026-11-10\"){value}}}}";

  private RedisServer redis;
  private SharedGateways instances;

  @BeforeEach
  void start() {
    redis = RedisServer.start();
    instances = new SharedGateways(2, redis, SETTINGS);
    instances
        .instance(0)
        .ask(DEMO, "mutation{acquireAttributes(attributes:[{name:\"pages_read\"}]){failedCount}}")
        .withoutErrors();
  }

  @AfterEach
  void stop() {
    if (instances != null) {
      instances.close();
    }
    redis.close();
  }

  private int pages() {
    return instances
        .instance(0)
        .ask(DEMO, PAGES, "Cache-Control", "no-cache")
        .withoutErrors()
        .at("me/attribute/values/0/value")
        .asInt(0);
  }

  private static String status(Reply reply) {
    return reply.at("incrementAttributes/results/0/status").asString("");
  }

  /// Retries as a client does, at both instances each time, until it is known what became of it, or
  /// that nobody knows. Returns whether it was applied.
  private boolean increment(String key) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> statuses =
          instances.all().stream()
              .map(one -> one.askLater(DEMO, INCREMENT, Map.of("k", key)))
              .toList()
              .stream()
              .map(reply -> status(reply.join()))
              .toList();
      if (KNOWN.containsAll(statuses)) {
        return !statuses.contains("UNKNOWN");
      }
      assertThat(System.nanoTime()).as("patience, %s", statuses).isLessThan(patience);
    }
  }

  /// An instance is killed at some moment of an increment, which is retried at the others. Only in
  /// the long form, since each instance that is killed has a process of its own.
  @Test
  @EnabledIfSystemProperty(named = "soak", matches = "true")
  void aKeyIsAddedOnceWhereAnInstanceIsKilled() throws IOException {
    instances.exist.options(
        SimulatorOptions.DEFAULT
            .withLimitPerHour(100_000)
            .withLatency(Duration.ofMillis(MAX_LIFE_MILLIS / 4)));
    int before = pages();
    int unknown = 0;
    Random random = new Random(1);
    for (int i = 0; i < INSTANCES_KILLED; i++) {
      beginAndKill("killed " + i, Duration.ofMillis(random.nextLong(MAX_LIFE_MILLIS)));
      unknown += increment("killed " + i) ? 0 : 1;
    }
    int added = pages() - before;
    System.out.printf(
        "%d increments, each begun at an instance that was killed and retried at two others:"
            + " %d were added, %d may have been%n",
        INSTANCES_KILLED, added, unknown);
    assertThat(added).isBetween(INSTANCES_KILLED - unknown, INSTANCES_KILLED);
  }

  private void beginAndKill(String key, Duration life) throws IOException {
    String[] options =
        Stream.concat(
                Stream.of("exist.redis.url=" + redis.url(), "exist.redis.timeout=1s"),
                Stream.of(SETTINGS))
            .map(setting -> "--" + setting)
            .toArray(String[]::new);
    try (Program instance =
        Program.briefGatewayOfTheClassPath(instances.exist.address(), options)) {
      SharedGateways.until(() -> instance.body("/actuator/health/redis").contains("\"UP\""));
      String body =
          JSON.writeValueAsString(Map.of("query", INCREMENT, "variables", Map.of("k", key)));
      CompletableFuture<Integer> lost =
          CompletableFuture.supplyAsync(() -> instance.send(body, DEMO));
      LockSupport.parkNanos(life.toNanos());
      var _ = instance.process().destroyForcibly();
      var _ = lost.join();
    }
  }

  @Test
  void aKeyIsAddedOnceWhereverItIsRetried() {
    int before = pages();
    int unknown = 0;
    for (int i = 0; i < KEYS; i++) {
      if (i > 0 && i % KEYS_BETWEEN_KILLS == 0) {
        redis.restart(); // empty
      }
      unknown += increment("key " + i) ? 0 : 1;
    }
    int added = pages() - before;
    System.out.printf(
        "%d increments, each asked for at two instances, Redis killed every %d: %d were added,"
            + " %d may have been%n",
        KEYS, KEYS_BETWEEN_KILLS, added, unknown);
    assertThat(added).isBetween(KEYS - unknown, KEYS);
    var _ = increment("key 0");
    assertThat(pages()).isEqualTo(before + added);
  }
}
