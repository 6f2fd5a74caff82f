package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.SharedGateways.Instance;
import io.existgraph.SharedGateways.Reply;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.redis.RedisServer;
import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Three instances over one Redis remember and forget as one.
class SharedMemoryTest {
  private static final String DEMO = "Bearer demo"; // may write
  private static final String SAME_USER = "Token demo";
  private static final String ACQUIRE =
      "mutation{acquireAttributes(attributes:[{name:\"mood\"}]){failedCount}}";
  private static final String EVERYTHING =
      "{me{username attributes{name value} insights(first:3){nodes{text}} averages{overall}}}";
  private static final String MOOD = "{me{attribute(name:\"mood\"){value}}}";
  private static RedisServer redis;
  private static SharedGateways instances;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    instances =
        new SharedGateways(3, redis, "exist.cache.no-cache-floor=0s", "exist.budget.limit=100000");
  }

  @AfterAll
  static void stop() {
    if (instances != null) {
      instances.close();
    }
    redis.close();
  }

  @BeforeEach
  void forgetEverything() {
    instances.exist.clearFaults();
    instances.exist.discardWrites();
    for (String credential : List.of(DEMO, SAME_USER, "Token demo2")) {
      CallerId caller = new Credential(credential).callerId();
      for (Instance instance : instances.all()) {
        instance.bean(CallerCaches.class).forgetHere(caller);
        instance.bean(RateLimiter.class).forget(caller);
      }
    }
    redis.command("FLUSHALL");
    instance(0).ask(DEMO, ACQUIRE).withoutErrors();
    instances.sent();
  }

  private static Instance instance(int index) {
    return instances.instance(index);
  }

  private static Reply write(int instance, String credential, int mood) {
    return instance(instance)
        .ask(
            credential,
            "mutation($v:AttributeValue!){updateAttributes(updates:[{name:\"mood\",value:$v}])"
                + "{results{status} user{attribute(name:\"mood\"){value}}}}",
            Map.of("v", mood))
        .withoutErrors();
  }

  private static int mood(int instance, String credential) {
    return instance(instance)
        .ask(credential, MOOD)
        .withoutErrors()
        .at("me/attribute/value")
        .asInt(-1);
  }

  private static void awaitMood(int instance, String credential, int expected) {
    SharedGateways.until(() -> mood(instance, credential) == expected);
  }

  @Test
  void whatOneInstanceReadAnotherAnswersFrom() {
    Reply first = instance(0).ask(DEMO, EVERYTHING).withoutErrors();
    assertThat(instances.sent()).isNotEmpty();
    for (int i : new int[] {1, 2, 1, 0}) {
      Reply reply = instance(i).ask(DEMO, EVERYTHING).withoutErrors();
      assertThat(reply.at("me")).isEqualTo(first.at("me"));
      assertThat(reply.requests()).isZero();
    }
    assertThat(instances.sent()).isEmpty();
  }

  @Test
  void aWriteAtOneInstanceIsReadAtEveryOther() {
    for (int i = 0; i < 3; i++) {
      mood(i, DEMO);
    }
    int value = 1;
    for (int writer = 0; writer < 3; writer++) {
      value++;
      write(writer, DEMO, value);
      for (int reader = 0; reader < 3; reader++) {
        awaitMood(reader, DEMO, value);
      }
    }
  }

  @Test
  void aWriteThroughAnotherCredentialOfTheUserIsReadToo() {
    mood(1, SAME_USER);
    mood(2, DEMO);
    write(0, DEMO, 8);
    awaitMood(1, SAME_USER, 8);
    awaitMood(2, SAME_USER, 8);
    write(1, DEMO, 3);
    awaitMood(1, SAME_USER, 3);
    awaitMood(0, SAME_USER, 3);
  }

  @Test
  void aWriteLeavesWhatItDoesNotConcern() {
    instance(0).ask(DEMO, EVERYTHING).withoutErrors();
    instance(1).ask(DEMO, EVERYTHING).withoutErrors();
    write(2, DEMO, 4);
    awaitMood(1, DEMO, 4);
    instances.sent();
    instance(1)
        .ask(DEMO, "{me{username insights(first:3){nodes{text}} averages{overall}}}")
        .withoutErrors();
    assertThat(instances.sent()).isEmpty();
  }

  @Test
  void aRejectionForgetsTheCallerEverywhere() {
    instance(0).ask(DEMO, EVERYTHING).withoutErrors();
    instance(1).ask(DEMO, EVERYTHING).withoutErrors();
    instances.exist.fault(_ -> true, InjectedFault.json(401, "{}"));
    instance(2).ask(DEMO, "{me{username}}", "Cache-Control", "no-cache");
    SharedGateways.until(
        () -> instance(1).ask(DEMO, EVERYTHING).codes().contains("UNAUTHENTICATED"));
    assertThat(redis.command("KEYS", "eg:*:m")).startsWith("*0");
  }

  @Test
  void madeUpCredentialsStoreNothing() {
    redis.command("FLUSHALL");
    for (int i = 0; i < 20; i++) {
      instance(i % 3).ask("Token made-up-" + i, EVERYTHING);
      instance(i % 3)
          .ask(
              "Token made-up-" + i,
              "mutation{updateAttributes(updates:[{name:\"mood\",value:1}]){failedCount}}");
    }
    for (String kind : List.of("v", "m", "s", "o", "i")) {
      assertThat(redis.command("KEYS", "eg:*:" + kind)).startsWith("*0");
    }
  }

  @Test
  void theSameReadAtAllInstancesAtOnceIsOneRequest() {
    instances.exist.fault(_ -> true, new InjectedFault.DelayedResponse(Duration.ofMillis(300)));
    List<CompletableFuture<Reply>> replies =
        instances.all().stream()
            .flatMap(one -> Stream.of(one, one, one))
            .map(one -> one.askLater(DEMO, MOOD, Map.of()))
            .toList();
    replies.forEach(reply -> reply.join().withoutErrors());
    assertThat(instances.sent()).hasSize(1);
  }

  @Test
  void aWarmReadCostsNoCommand() {
    for (int i = 0; i < 3; i++) {
      instance(i).ask(DEMO, EVERYTHING).withoutErrors();
    }
    for (int i = 0; i < 3; i++) {
      instance(i).ask(DEMO, EVERYTHING).withoutErrors();
    }
    long before = scripts();
    for (int i = 0; i < 30; i++) {
      instance(i % 3).ask(DEMO, EVERYTHING).withoutErrors();
    }
    assertThat(scripts()).isEqualTo(before);
  }

  @Test
  void anEntryThatWasMovedIsNotOpened() {
    String other = "Token demo2";
    redis.command("FLUSHALL"); // of the caller that acquires
    instance(0).ask(SAME_USER, EVERYTHING).withoutErrors();
    instance(0).ask(other, EVERYTHING).withoutErrors();
    SharedGateways.until(() -> redis.command("KEYS", "eg:*:m").startsWith("*2"));
    String moved =
        """
        local all = redis.call('KEYS', 'eg:*:m')
        local one = redis.call('HGETALL', all[1])
        local two = redis.call('HGETALL', all[2])
        for i = 1, #one, 2 do
          redis.call('HSET', all[2], one[i], one[i + 1])
          for j = 1, #two, 2 do
            redis.call('HSET', all[2], two[j], one[i + 1])
            redis.call('HSET', all[1], one[i], two[j + 1])
          end
        end
        for n = 1, 2 do
          local order = string.gsub(all[n], 'm$', 's')
          for _, field in ipairs(redis.call('HKEYS', all[n])) do
            redis.call('ZADD', order, 1, field)
          end
        end
        return #one\
        """;
    assertThat(redis.command("EVAL", moved, "0")).matches("(?s):[1-9].*");
    instances.sent();
    assertThat(instance(1).ask(SAME_USER, EVERYTHING).at("me/username").asString())
        .isEqualTo("demo");
    assertThat(instance(1).ask(other, EVERYTHING).at("me/username").asString()).isEqualTo("demo2");
    assertThat(instances.sent()).hasSize(6);
  }

  @Test
  void whoReadsRedisAndItsTrafficLearnsNothing() throws Exception {
    try (RedisTraffic traffic = new RedisTraffic(redis.port())) {
      instance(0)
          .ask(DEMO, "mutation{acquireAttributes(attributes:[{name:\"mood_note\"}]){failedCount}}")
          .withoutErrors();
      instance(0)
          .ask(
              DEMO,
              "mutation{updateAttributes(updates:[{name:\"mood_note\",value:\"canaryOfToday\"}])"
                  + "{failedCount}}")
          .withoutErrors();
      for (int i = 0; i < 3; i++) {
        String read = instance(i).ask(DEMO, EVERYTHING).withoutErrors().body();
        assertThat(read).contains("canaryOfToday");
      }
      String seen = traffic.seen() + stored();
      assertThat(seen).contains("EVALSHA", "eg:{", "stored").hasSizeGreaterThan(10_000);
      assertThat(seen)
          .doesNotContain(
              "canary", "mood_note", "Melbourne", "Moore-Data", "earer demo", "steps_active");
    }
  }

  /// Everything that is stored, as a dump would show it.
  private static String stored() {
    return redis.command(
        "EVAL",
        """
        local all = {}
        for _, key in ipairs(redis.call('KEYS', '*')) do
          local kind = redis.call('TYPE', key).ok
          all[#all + 1] = key
          if kind == 'hash' then
            all[#all + 1] = redis.call('HGETALL', key)
          elseif kind == 'zset' then
            all[#all + 1] = redis.call('ZRANGE', key, 0, -1)
          elseif kind == 'set' then
            all[#all + 1] = redis.call('SMEMBERS', key)
          else
            all[#all + 1] = redis.call('GET', key)
          end
        end
        return all\
        """,
        "0");
  }

  private static long scripts() {
    return redis
        .command("INFO", "commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^:]*:calls=(\\d+).*", "$1")))
        .sum();
  }
}
