package io.existgraph.metrics;

import io.existgraph.ready.ReadyListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The meters of ready answers. A request answered by one is recorded in the timers that Spring's
/// observations of such a request have made, where they are enabled.
public final class ReadyMeters implements ReadyListener {
  /// A ready answer follows a full execution whose observation may not have ended yet. Where these
  /// searches find none, observations are off.
  private static final int MAX_SEARCHES = 100;

  private final MeterRegistry registry;
  private final Map<LookupResult, Counter> results = new EnumMap<>(LookupResult.class);
  private final Map<String, Timer> requests = new ConcurrentHashMap<>();
  private final AtomicInteger searches = new AtomicInteger();
  private volatile @Nullable Timer operations;

  public ReadyMeters(MeterRegistry registry) {
    this.registry = registry;
    for (LookupResult result : LookupResult.values()) {
      results.put(
          result,
          Counter.builder("existgraph.ready")
              .description("Requests that a ready answer may exist for, by what was found")
              .tag("result", result.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  @Override
  public void found(LookupResult result) {
    Counter counter = results.get(result);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void answered(String method, Duration took) {
    Timer request = requests.get(method);
    Timer operation = operations;
    if ((request == null || operation == null) && searches.get() < MAX_SEARCHES) {
      searches.incrementAndGet();
      request = request(method);
      operation = operation();
    }
    record(request, took);
    record(operation, took);
  }

  private static void record(@Nullable Timer timer, Duration took) {
    if (timer != null) {
      timer.record(took);
    }
  }

  private @Nullable Timer request(String method) {
    Timer found =
        registry
            .find("http.server.requests")
            .tags("uri", "/graphql", "method", method, "status", "200", "outcome", "SUCCESS")
            .tags("exception", "none", "error", "none")
            .timer();
    if (found != null) {
      requests.put(method, found);
    }
    return found;
  }

  private @Nullable Timer operation() {
    Timer found =
        registry
            .find("graphql.request")
            .tags("graphql.operation.type", "query", "graphql.outcome", "SUCCESS", "error", "none")
            .timer();
    operations = found;
    return found;
  }
}
