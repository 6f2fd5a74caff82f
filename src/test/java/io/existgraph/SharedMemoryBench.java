package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.existgraph.SharedGateways.Instance;
import io.existgraph.SharedGateways.Reply;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.redis.RedisConnection;
import io.existgraph.redis.RedisServer;
import io.existgraph.simulator.SimulatorOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What sharing the memory costs and brings, over a Redis of the loopback address. By the real
/// clock; prints what it measures. Run it by its name: `mvn test -Dtest=SharedMemoryBench`.
class SharedMemoryBench {
  private static final String DEMO = "Bearer demo";
  private static final String ALL =
      "{me{username attributes{name value} insights(first:3){nodes{text}} averages{overall}}}";
  private static final String MOOD = "{me{attribute(name:\"mood\"){value}}}";
  private static final int WRITES = 200;
  private static final int READS = 3_000;
  private static final int ROUNDS = 5;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final String[] SETTINGS = {
    "exist.budget.limit=1000000",
    "exist.cache.no-cache-floor=0s",
    "exist.cache.ready-bytes=0", // each request is executed
    "exist.redis.timeout=1s"
  };

  private static void report(String name, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms, longest %.2f ms of %d%n",
        name,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6,
        sorted[sorted.length - 1] / 1e6,
        sorted.length);
  }

  private static void write(Instance instance, int mood) {
    instance
        .ask(
            DEMO,
            "mutation($v:AttributeValue!){updateAttributes(updates:[{name:\"mood\",value:$v}])"
                + "{results{status}}}",
            Map.of("v", mood))
        .withoutErrors();
  }

  private static int mood(Instance instance) {
    return instance.ask(DEMO, MOOD).at("me/attribute/value").asInt(-1);
  }

  @Test
  void whatIsWrittenAtOneInstanceIsReadAtAnother() {
    try (RedisServer redis = RedisServer.start();
        SharedGateways instances = SharedGateways.withOwnTimeouts(3, redis, SETTINGS)) {
      own(instances);
      writes(instances, redis, "write at A, read at B", false);
      writes(instances, redis, "the same, after messages were lost", true);
    }
  }

  private static void own(SharedGateways instances) {
    instances
        .instance(0)
        .ask(DEMO, "mutation{acquireAttributes(attributes:[{name:\"mood\"}]){failedCount}}")
        .withoutErrors();
    instances.all().forEach(instance -> instance.ask(DEMO, ALL).withoutErrors());
  }

  private static void writes(
      SharedGateways instances, RedisServer redis, String name, boolean areLost) {
    int writes = areLost ? WRITES / 10 : WRITES;
    long[] nanos = new long[writes];
    int older = 0;
    int verified = 0;
    for (int i = 0; i < writes; i++) {
      if (areLost) {
        redis.command("CLIENT", "KILL", "TYPE", "pubsub");
      }
      int value = 1 + i % 9;
      write(instances.instance(i % 3), value);
      long start = System.nanoTime();
      Instance reader = instances.instance((i + 1) % 3);
      RedisConnection connection = reader.bean(RedisConnection.class);
      long continuity = continuity(connection);
      while (mood(reader) != value) {
        older++;
        verified += continuity >= 0 && continuity == continuity(connection) ? 1 : 0;
        continuity = continuity(connection);
      }
      nanos[i] = System.nanoTime() - start;
      instances.awaitUse();
    }
    report(name, nanos);
    System.out.printf(
        "  reads that showed the older value meanwhile: %d; of an instance that lacked no message"
            + " as far as it knew: %d%n",
        older, verified);
  }

  /// Negative while Redis is not in use.
  private static long continuity(RedisConnection connection) {
    return connection.isAvailable() ? connection.messages().continuity() : -1;
  }

  @Test
  void theSameReadIsSentOnce() {
    try (RedisServer redis = RedisServer.start();
        SharedGateways instances = SharedGateways.withOwnTimeouts(3, redis, SETTINGS)) {
      instances.exist.options(
          SimulatorOptions.DEFAULT.withLimitPerHour(100_000).withLatency(Duration.ofMillis(50)));
      int sent = 0;
      int rounds = 50;
      for (int i = 0; i < rounds; i++) {
        instances.pass(Duration.ofMinutes(11)); // nothing is usable any more
        instances.sent();
        List<CompletableFuture<Reply>> replies =
            instances.all().stream()
                .flatMap(one -> Stream.of(one, one))
                .map(one -> one.askLater(DEMO, MOOD, Map.of()))
                .toList();
        replies.forEach(reply -> reply.join().withoutErrors());
        sent += instances.sent().size();
      }
      System.out.printf("the same read at 3 instances x 2, %d times: %d requests%n", rounds, sent);
    }
  }

  @Test
  void whatOneInstanceKnowsAnotherAnswers() {
    try (RedisServer redis = RedisServer.start();
        SharedGateways instances = SharedGateways.withOwnTimeouts(2, redis, SETTINGS)) {
      own(instances);
      int rounds = 200;
      long[] cold = new long[rounds];
      long[] warm = new long[rounds];
      instances.sent();
      for (int i = 0; i < rounds; i++) {
        Instance reader = instances.instance(1);
        reader.bean(CallerCaches.class).forgetHere(caller());
        long start = System.nanoTime();
        reader.ask(DEMO, ALL).withoutErrors();
        cold[i] = System.nanoTime() - start;
        start = System.nanoTime();
        reader.ask(DEMO, ALL + "#" + i).withoutErrors();
        warm[i] = System.nanoTime() - start;
      }
      report("cold here, known elsewhere", cold);
      report("warm", warm);
      System.out.printf("  requests to Exist: %d%n", instances.sent().size());
    }
  }

  private static CallerId caller() {
    return new Credential(DEMO).callerId();
  }

  @Test
  void whatWarmReadingCosts() {
    try (RedisServer redis = RedisServer.start();
        SharedGateways shared = SharedGateways.withOwnTimeouts(1, redis, SETTINGS);
        SharedGateways alone = new SharedGateways(1, "", SETTINGS)) {
      for (SharedGateways gateways : List.of(shared, alone)) {
        gateways.instance(0).ask(DEMO, ALL).withoutErrors();
        cpu(gateways.instance(0));
      }
      redis.command("CONFIG", "RESETSTAT");
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        double without = cpu(alone.instance(0));
        double with = cpu(shared.instance(0));
        ratios[round] = with / without;
        System.out.printf(
            "warm reading: %.0f us of CPU with Redis, %.0f us without%n", with, without);
      }
      Arrays.sort(ratios);
      System.out.printf(
          "  median ratio %.2f; commands of %d reads: %s%n",
          ratios[ROUNDS / 2], ROUNDS * READS, commands(redis));
      assertThat(shared.sent()).hasSizeLessThan(10);
    }
  }

  /// The commands that Redis has run, with how often; pings and heartbeats go on by time.
  private static List<String> commands(RedisServer redis) {
    return redis
        .command("INFO", "commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_"))
        .map(line -> line.replaceAll("cmdstat_([^:]+):calls=(\\d+).*", "$1 $2"))
        .toList();
  }

  /// Microseconds of the process for a request, the client's part included.
  private static double cpu(Instance instance) {
    long before = PROCESS.getProcessCpuTime();
    for (int i = 0; i < READS; i++) {
      instance.ask(DEMO, ALL + "#" + i % 500).withoutErrors();
    }
    return (PROCESS.getProcessCpuTime() - before) / 1e3 / READS;
  }
}
