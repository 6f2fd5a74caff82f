package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.redis.RedisServer;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every leaf of every answer belongs to the caller who asked, whichever of three instances read
/// it. This Exist stamps all it answers with the number of the token.
@Order(18)
class SharedIsolationTest {
  private static final int CALLERS = 200;
  private static final int EACH = Boolean.getBoolean("soak") ? 500 : 10;
  private static final String QUERY =
      "{me{username firstName bio insights(first:2){nodes{text html}} averages{overall}"
          + " attribute(name:\"mood_note\"){label value}}}";

  private final ConcurrentLinkedQueue<String> foreign = new ConcurrentLinkedQueue<>();
  private final Semaphore connections = new Semaphore(50);
  private final AtomicInteger whole = new AtomicInteger();

  @Test
  void noValueReachesAnotherCaller() throws IOException {
    try (RedisServer redis = RedisServer.start();
        RawExist exist =
            new RawExist(
                seen -> {
                  int number = Integer.parseInt(seen.authorization().replaceAll("\\D", ""));
                  return Delivery.WHOLE.of(
                      IsolationTest.stamped(seen.target(), "u" + number + "_x", number));
                });
        SharedGateways instances =
            new SharedGateways(
                3,
                redis,
                "exist.api.base-url=" + exist.address(),
                "exist.budget.limit=1000000",
                "exist.cache.no-cache-floor=0s",
                "exist.limits.exchange-timeout=1m",
                "exist.limits.operation-timeout=2m")) {
      run(instances);
    }
    System.out.printf(
        "%d callers x %d requests over 3 instances: %d foreign values, %d whole answers%n",
        CALLERS, EACH, foreign.size(), whole.get());
    assertThat(foreign).isEmpty();
    assertThat(whole.get()).isGreaterThan(CALLERS * EACH * 9 / 10);
  }

  private void run(SharedGateways instances) {
    Random order = new Random(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS * EACH; i++) {
        int caller = order.nextInt(CALLERS);
        int instance = order.nextInt(3);
        boolean isAfresh = order.nextInt(4) == 0;
        connections.acquireUninterruptibly();
        var _ = threads.submit(() -> ask(instances.instance(instance), caller, isAfresh));
      }
    }
  }

  private void ask(SharedGateways.Instance instance, int caller, boolean isAfresh) {
    try {
      String[] headers = isAfresh ? new String[] {"Cache-Control", "no-cache"} : new String[0];
      JsonNode json = instance.ask("Token t" + caller, QUERY, headers).json();
      check(caller, json.path("data"));
      if (json.path("errors").isMissingNode()) {
        whole.incrementAndGet();
      }
    } catch (RuntimeException e) {
      foreign.add(caller + " " + e);
    } finally {
      connections.release();
    }
  }

  private void check(int caller, JsonNode node) {
    node.forEach(part -> check(caller, part));
    boolean isForeign =
        (node.isString() && !node.stringValue().equals("u" + caller + "_x"))
            || (node.isNumber() && node.doubleValue() != caller);
    if (isForeign) {
      foreign.add(caller + " was answered " + node);
    }
  }
}
