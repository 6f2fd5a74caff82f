package io.existgraph.metrics;

import io.existgraph.redis.RedisListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/// The meters of calls to Redis. Names and label values are an interface to operators.
public final class RedisMeters implements RedisListener {
  private static final Duration[] BUCKETS =
      LongStream.of(1, 2, 5, 10, 20, 50).mapToObj(Duration::ofMillis).toArray(Duration[]::new);

  private record ScriptCallTags(String script, Outcome outcome) {}

  private final MeterRegistry registry;
  private final Map<ScriptCallTags, Timer> calls = new ConcurrentHashMap<>();
  private final Map<String, Counter> fallbacks = new ConcurrentHashMap<>();
  private final Timer lag;
  private final Counter restored;
  private final Counter joined;
  private final Counter notOpened;
  private final Map<NearCacheUse, Counter> nearCaches = new EnumMap<>(NearCacheUse.class);

  public RedisMeters(MeterRegistry registry) {
    this.registry = registry;
    lag =
        Timer.builder("existgraph.redis.heartbeat")
            .description("How long the own heartbeat took to come back")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    restored =
        counter("existgraph.budget.relearned", "Hours that were sent to a Redis without them");
    joined =
        counter(
            "existgraph.flights.joined.elsewhere",
            "Requests that were not sent, because another instance was sending them");
    notOpened = counter("existgraph.unsealed.failures", "Stored entries that could not be opened");
    for (NearCacheUse use : NearCacheUse.values()) {
      nearCaches.put(use, nearCache(use));
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private Counter nearCache(NearCacheUse use) {
    return Counter.builder("existgraph.near")
        .description("How operations found the near cache of their caller")
        .tag("result", use.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Override
  public void ended(String script, Outcome outcome, Duration took) {
    calls.computeIfAbsent(new ScriptCallTags(script, outcome), this::timer).record(took);
  }

  private Timer timer(ScriptCallTags call) {
    return Timer.builder("existgraph.redis")
        .description("Calls to Redis")
        .tags("op", call.script(), "outcome", call.outcome().name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public void fellBack(String operation) {
    fallbacks.computeIfAbsent(operation, this::fallback).increment();
  }

  private Counter fallback(String operation) {
    return Counter.builder("existgraph.redis.fallbacks")
        .description("What an instance decided alone, without Redis")
        .tag("op", operation)
        .register(registry);
  }

  @Override
  public void heartbeatHeard(Duration took) {
    lag.record(took);
  }

  @Override
  public void hourRestored() {
    restored.increment();
  }

  @Override
  public void nearCacheUsed(NearCacheUse use) {
    Objects.requireNonNull(nearCaches.get(use)).increment();
  }

  @Override
  public void joinedElsewhere() {
    joined.increment();
  }

  @Override
  public void notOpened() {
    notOpened.increment();
  }
}
