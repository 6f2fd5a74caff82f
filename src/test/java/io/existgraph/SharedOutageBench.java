package io.existgraph;

import io.existgraph.SharedGateways.Instance;
import io.existgraph.SharedGateways.Reply;
import io.existgraph.redis.RedisConnection;
import io.existgraph.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What callers notice of a Redis that is killed or stopped under load, and how soon it is used
/// again, against the same load before. By the real clock; prints what it measures. Run it by its
/// name: `mvn test -Dtest=SharedOutageBench`; `-Dstopped=10` shortens the minute for which Redis is
/// stopped.
class SharedOutageBench {
  private static final String DEMO = "Bearer demo";
  private static final String ALL =
      "{me{username attributes{name value} insights(first:3){nodes{text}} averages{overall}}}";

  /// No answer is repeated as bytes: each request is executed.
  private static final String[] SETTINGS = {
    "exist.budget.limit=1000000", "exist.cache.ready-bytes=0"
  };

  private static final Duration STOPPED = Duration.ofSeconds(Integer.getInteger("stopped", 60));
  private static final Duration PHASE = Duration.ofSeconds(5);
  private static final Duration BEFORE = Duration.ofSeconds(20);
  private static final int REHEARSALS = 2;
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration KILLED = Duration.ofSeconds(20);
  private static final int CLIENTS = 4;

  /// A request, by nanoseconds.
  private record Sample(long start, long took, boolean isError) {}

  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  void redisIsKilled() {
    try (RedisServer redis = RedisServer.start()) {
      run("killed", redis, redis::kill, redis::restart, KILLED);
    }
  }

  @Test
  void redisIsStopped() {
    try (RedisServer redis = RedisServer.start()) {
      run("stopped", redis, redis::suspend, redis::resume, STOPPED);
    }
  }

  private void run(String what, RedisServer redis, Runnable begin, Runnable end, Duration length) {
    try (SharedGateways instances = SharedGateways.withOwnTimeouts(2, redis, SETTINGS);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      instances.all().forEach(SharedOutageBench::warmUp);
      for (int i = 0; i < CLIENTS; i++) {
        Instance instance = instances.instance(i % 2);
        var _ = clients.submit(() -> ask(instance));
      }
      rehearse(begin, end, instances);
      long heap = heap();
      long begun = System.nanoTime();
      pause(BEFORE);
      long outage = System.nanoTime();
      begin.run();
      int waiting = pause(length, instances);
      long back = System.nanoTime();
      end.run();
      SharedGateways.until(() -> instances.all().stream().allMatch(Instance::usesRedis));
      long used = System.nanoTime();
      pause(PHASE);
      isOver.set(true);
      System.out.printf("Redis %s for %d s%n", what, length.toSeconds());
      long settled = outage + Duration.ofSeconds(1).toNanos();
      Latency before = report("before", begun, outage, Latency.NONE);
      report("first second", outage, settled, before);
      report("afterwards", settled, back, before);
      report("back", back, Long.MAX_VALUE, before);
      System.out.printf(
          "  in use again after %d ms; at most %d calls waited at once in the outage;"
              + " heap %d MB before, %d MB at the end%n",
          Duration.ofNanos(used - back).toMillis(), waiting, heap >> 20, heap() >> 20);
    }
  }

  /// Short outages that are not measured, so that no class is loaded and nothing compiled for the
  /// first time in the one that is.
  private static void rehearse(Runnable begin, Runnable end, SharedGateways instances) {
    for (int i = 0; i < REHEARSALS; i++) {
      pause(PHASE);
      begin.run();
      pause(PHASE);
      end.run();
      SharedGateways.until(() -> instances.all().stream().allMatch(Instance::usesRedis));
    }
  }

  private static void warmUp(Instance instance) {
    for (int i = 0; i < 500; i++) {
      instance.ask(DEMO, ALL + "#" + i).withoutErrors();
    }
  }

  private void ask(Instance instance) {
    for (int i = 0; !isOver.get(); i++) {
      long start = System.nanoTime();
      Reply reply = instance.ask(DEMO, ALL + "#" + i % 500);
      boolean isError = reply.status() != 200 || reply.body().contains("\"errors\"");
      samples.add(new Sample(start, System.nanoTime() - start, isError));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// In milliseconds.
  private record Latency(double median, double p99, double longest) {
    static final Latency NONE = new Latency(0, 0, 0);

    static Latency of(long[] sorted) {
      return sorted.length == 0
          ? NONE
          : new Latency(
              sorted[sorted.length / 2] / 1e6,
              sorted[sorted.length * 99 / 100] / 1e6,
              sorted[sorted.length - 1] / 1e6);
    }
  }

  private Latency report(String phase, long from, long to, Latency before) {
    List<Sample> of = new ArrayList<>(samples);
    of.removeIf(sample -> sample.start() < from || sample.start() >= to);
    Latency took = Latency.of(of.stream().mapToLong(Sample::took).sorted().toArray());
    System.out.printf(
        "  %s: %d requests, %d errors, p50 %.2f ms (%+.2f), p99 %.2f ms (%+.2f),"
            + " longest %.2f ms (%+.2f)%n",
        phase,
        of.size(),
        of.stream().filter(Sample::isError).count(),
        took.median(),
        took.median() - before.median(),
        took.p99(),
        took.p99() - before.p99(),
        took.longest(),
        took.longest() - before.longest());
    return took;
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void pause(Duration time) {
    var _ = pause(time, null);
  }

  /// Returns how many calls of Redis waited at once, at most.
  private static int pause(Duration time, SharedGateways instances) {
    int most = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE.toNanos());
      if (instances != null) {
        for (Instance instance : instances.all()) {
          most = Math.max(most, instance.bean(RedisConnection.class).calls());
        }
      }
    }
    return most;
  }
}
