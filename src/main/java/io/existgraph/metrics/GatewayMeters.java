package io.existgraph.metrics;

import io.existgraph.credential.CallerId;
import io.existgraph.data.FreshnessClass;
import io.existgraph.exist.Failure;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.ReadRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The meters of the gateway, for `/actuator/prometheus`. The meter names and label values are an
/// interface to operators: `reason` is the simple class name of a [Failure], `kind` and `from` are
/// enum constants in lower case.
public final class GatewayMeters implements GatewayListener {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayMeters.class);
  private static final double[] REMAINING_BUCKETS = {1, 20, 50, 100, 150, 200, 250, 300};
  private static final Duration[] DURATION_BUCKETS =
      LongStream.of(50, 100, 250, 500, 1000, 2000, 4000, 8000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private record ResponseTags(FreshnessClass kind, ResponseSource source) {}

  private record ExchangeTags(String method, String endpoint, int status) {}

  private final MeterRegistry registry;
  private final Map<ExchangeTags, Timer> exchanges = new ConcurrentHashMap<>();
  private final Map<ResponseTags, Counter> answers = new ConcurrentHashMap<>();
  private final Map<Boolean, Counter> operations = new ConcurrentHashMap<>();
  private final DistributionSummary remaining;
  private final Counter disowned;

  /// `cacheWeight` is the estimated size of the cache in bytes.
  public GatewayMeters(MeterRegistry registry, Supplier<Number> cacheWeight) {
    this.registry = registry;
    remaining =
        DistributionSummary.builder("existgraph.budget.remaining")
            .description("Requests left to the caller at the end of an operation")
            .serviceLevelObjectives(REMAINING_BUCKETS)
            .register(registry);
    disowned =
        Counter.builder("existgraph.credentials.disowned")
            .description("Credentials whose user changed")
            .register(registry);
    Gauge.builder("existgraph.memory", cacheWeight)
        .description("Size of the cache, of all callers")
        .baseUnit("bytes")
        .register(registry);
  }

  @Override
  public void ended(EndedExchange exchange) {
    var tags =
        new ExchangeTags(exchange.method(), EndpointLabel.of(exchange.target()), exchange.status());
    exchanges.computeIfAbsent(tags, this::timer).record(exchange.took());
  }

  private Timer timer(ExchangeTags exchange) {
    return Timer.builder("existgraph.exchanges")
        .description("Exchanges with Exist; status 0 means no response")
        .tags("method", exchange.method(), "endpoint", exchange.endpoint())
        .tag("status", String.valueOf(exchange.status()))
        .serviceLevelObjectives(DURATION_BUCKETS)
        .register(registry);
  }

  @Override
  public void answered(ReadRequest request, ResponseSource source) {
    for (FreshnessClass kind : request.kinds()) {
      answers.computeIfAbsent(new ResponseTags(kind, source), this::counter).increment();
    }
  }

  private Counter counter(ResponseTags answer) {
    return Counter.builder("existgraph.answers")
        .description("Responses by freshness class and by source")
        .tags("kind", lower(answer.kind()), "from", lower(answer.source()))
        .register(registry);
  }

  @Override
  public void repeated(Map<FreshnessClass, Integer> counts) {
    counts.forEach(
        (kind, count) ->
            answers
                .computeIfAbsent(new ResponseTags(kind, ResponseSource.MEMORY), this::counter)
                .increment(count));
  }

  @Override
  public void failed(ReadRequest request, Failure failure) {
    Counter.builder("existgraph.failures")
        .description("Reads that failed, retries included")
        .tags(
            "endpoint",
            EndpointLabel.of(request.path()),
            "reason",
            failure.getClass().getSimpleName())
        .register(registry)
        .increment();
  }

  @Override
  public void rowsSkipped(ReadRequest request, int rows) {
    Counter.builder("existgraph.rows.left.out")
        .description("Rows skipped because a required field was missing")
        .tag("endpoint", EndpointLabel.of(request.path()))
        .register(registry)
        .increment(rows);
  }

  @Override
  public void operationCompleted(boolean isStale, int requestsLeft) {
    remaining.record(requestsLeft);
    operations.computeIfAbsent(isStale, this::operations).increment();
  }

  private Counter operations(boolean isStale) {
    return Counter.builder("existgraph.operations")
        .description("Operations with a credential, by whether stale data was served")
        .tag("stale", String.valueOf(isStale))
        .register(registry);
  }

  /// Counts an error that was returned to a client.
  public void errorReturned(String code) {
    Counter.builder("existgraph.errors")
        .description("Errors returned to clients, by code")
        .tag("code", code)
        .register(registry)
        .increment();
  }

  @Override
  public void credentialOwnerChanged(CallerId caller) {
    disowned.increment();
    LOG.warn(
        "Credential {} belongs to another user than before. Its cache was cleared.",
        caller.brief());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
