package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.SharedGateways.Instance;
import io.existgraph.SharedGateways.Reply;
import io.existgraph.redis.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two instances whose Redis is slow, dead, empty, full or back: nobody gets an error, and nobody
/// an older value once it is back.
@Order(7)
class SharedMemoryFailuresTest {
  private static final String DEMO = "Bearer demo";
  private static final String ACQUIRE =
      "mutation{acquireAttributes(attributes:[{name:\"mood\"}]){failedCount}}";
  private static final String ALL =
      "{me{username attributes{name value} insights(first:3){nodes{text}} averages{overall}}}";
  private static final String MOOD = "{me{attribute(name:\"mood\"){value}}}";

  private RedisServer redis;
  private SharedGateways instances;

  @BeforeEach
  void start() {
    redis = RedisServer.start();
    start(new SharedGateways(1, redis));
  }

  private void start(SharedGateways first) {
    instances = first;
    SharedGateways.until(() -> !hasErrors(instance(0).ask(DEMO, ACQUIRE)));
    instances.start(redis.url()); // to which no message of that write is on its way
    instances.awaitUse();
    for (Instance instance : instances.all()) {
      SharedGateways.until(() -> !hasErrors(instance.ask(DEMO, ALL)));
    }
    instances.sent();
  }

  @AfterEach
  void stop() {
    if (instances != null) {
      instances.close();
    }
    redis.close();
  }

  /// Where the machine is busy, Redis may count as away, and an instance then have no requests of
  /// the hour.
  private static boolean hasErrors(Reply reply) {
    return !reply.codes().isEmpty();
  }

  private Instance instance(int index) {
    return instances.instance(index);
  }

  /// Sends a write until it is sent to Exist.
  private void write(int instance, int mood) {
    SharedGateways.until(
        () ->
            instance(instance)
                .ask(
                    DEMO,
                    "mutation($v:AttributeValue!){updateAttributes("
                        + "updates:[{name:\"mood\",value:$v}]){results{status}}}",
                    Map.of("v", mood))
                .at("updateAttributes/results/0/status")
                .asString("")
                .equals("APPLIED"));
  }

  private int mood(int instance) {
    return instance(instance).ask(DEMO, MOOD).withoutErrors().at("me/attribute/value").asInt(-1);
  }

  /// An instance that has just lost Redis may have no requests of the hour before it is back.
  private void awaitMood(int instance, int value) {
    SharedGateways.until(() -> moodIfAny(instance) == value);
  }

  private int moodIfAny(int instance) {
    Reply reply = instance(instance).ask(DEMO, MOOD);
    return reply.codes().contains("RATE_LIMITED")
        ? -1
        : reply.withoutErrors().at("me/attribute/value").asInt(-1);
  }

  private void awaitLoss() {
    SharedGateways.until(() -> instances.all().stream().noneMatch(Instance::usesRedis));
  }

  private void readEverything() {
    for (int i = 0; i < 10; i++) {
      instance(i % 2).ask(DEMO, ALL).withoutErrors();
    }
  }

  @Test
  void aDeadServerCostsNobodyAnAnswerAndWritesMeanwhileAreSeenWhenItIsBack() {
    redis.kill();
    readEverything();
    awaitLoss();
    readEverything();
    assertThat(instances.sent()).isEmpty();
    write(0, 7);
    assertThat(mood(0)).isEqualTo(7);
    redis.restart();
    instances.awaitUse();
    awaitMood(1, 7);
  }

  /// Answers are repeated meanwhile, until what they rest on is to be refreshed early.
  @Test
  void aDeadServerCostsNoExecutionInFull() {
    redis.kill();
    readEverything();
    awaitLoss();
    readEverything();
    double before = repeated(1);
    JsonNode data = instance(1).ask(DEMO, ALL).withoutErrors().json().path("data");
    assertThat(repeated(1)).isEqualTo(before + 1);
    assertThat(instances.sent()).isEmpty();
    write(0, 7);
    assertThat(instance(1).ask(DEMO, ALL).json().path("data")).isEqualTo(data);
    assertThat(repeated(1)).isEqualTo(before + 2);
    instances.pass(Duration.ofSeconds(31));
    instance(1).ask(DEMO, ALL).withoutErrors();
    assertThat(repeated(1)).isEqualTo(before + 2);
    awaitMood(1, 7);
  }

  /// How many answers of the instance were not executed in full.
  private double repeated(int instance) {
    MeterRegistry meters = instance(instance).bean(MeterRegistry.class);
    return Stream.of("hit", "prepared")
        .mapToDouble(
            result -> meters.get("existgraph.ready").tag("result", result).counter().count())
        .sum();
  }

  @Test
  void aStoppedServerCostsNobodyAnAnswer() {
    instances.close();
    start(SharedGateways.withOwnTimeouts(1, redis, "exist.redis.timeout=1s"));
    redis.suspend();
    readEverything();
    write(1, 6);
    assertThat(mood(1)).isEqualTo(6);
    readEverything();
    redis.resume();
    instances.awaitUse();
    awaitMood(0, 6);
  }

  @Test
  void anEmptiedServerLeavesNearCachesAndWritesAreSeenAsBefore() {
    redis.command("FLUSHALL");
    readEverything();
    assertThat(instances.sent()).isEmpty();
    write(0, 5);
    awaitMood(1, 5);
    write(1, 4);
    awaitMood(0, 4);
  }

  @Test
  void aFullServerCostsNobodyAnAnswer() {
    redis.command("CONFIG", "SET", "maxmemory", "1");
    instance(0).ask("Token demo2", ALL).withoutErrors();
    instance(1).ask("Token demo2", ALL).withoutErrors();
    write(0, 3);
    assertThat(mood(0)).isEqualTo(3);
    readEverything();
    redis.command("CONFIG", "SET", "maxmemory", "0");
    instances.awaitUse();
    awaitMood(1, 3);
  }

  @Test
  void lostMessagesBecomeVerification() {
    for (int value = 1; value < 6; value++) {
      redis.command("CLIENT", "KILL", "TYPE", "pubsub");
      write(value % 2, value);
      awaitMood(1 - value % 2, value);
      instances.awaitUse();
    }
  }

  @Test
  void aServerThatLostItsLastWritesIsNotBelieved() {
    write(0, 8);
    awaitMood(1, 8);
    String rollBack =
        "for _, k in ipairs(redis.call('KEYS', 'eg:*:v')) do redis.call('HINCRBY', k, 'writes', -1)"
            + " end return 0";
    redis.command("EVAL", rollBack, "0");
    redis.command("CLIENT", "KILL", "TYPE", "pubsub"); // everybody verifies
    instances.awaitUse();
    readEverything();
    assertThat(mood(0)).isEqualTo(8);
    assertThat(mood(1)).isEqualTo(8);
    write(1, 2);
    awaitMood(0, 2);
  }

  /// A server that took over without the last write and has another one since is not believed
  /// either: the number of writes is the same.
  @Test
  void aServerThatLostItsLastWriteAndHasAnotherOneIsNotBelieved() {
    write(0, 3);
    awaitMood(1, 3);
    Instance writer = instances.start(redis.url());
    instances.awaitUse();
    redis.command("EVAL", COPY, "0", "eg:*:[vms]", "", "old:");
    write(0, 8);
    awaitMood(1, 8);
    redis.command("EVAL", COPY, "0", "old:*", "old:", "");
    writer
        .ask(DEMO, "mutation{acquireAttributes(attributes:[{name:\"mood_note\"}]){failedCount}}")
        .withoutErrors();
    redis.command("CLIENT", "KILL", "TYPE", "pubsub");
    instances.awaitUse();
    awaitMood(2, 8);
    assertThat(mood(0)).isEqualTo(8);
    assertThat(mood(1)).isEqualTo(8);
    assertThat(mood(2)).isEqualTo(8);
  }

  /// Copies keys, with a prefix removed and another one added.
  private static final String COPY =
      """
      for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
        redis.call('COPY', key, ARGV[3] .. string.sub(key, #ARGV[2] + 1), 'REPLACE')
      end
      return 0\
      """;
}
