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
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what the gateway tells, for `/actuator/prometheus`.
public final class Meters implements GatewayListener {
  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);
  private static final double[] LEFT = {1, 20, 50, 100, 150, 200, 250, 300};
  private static final Duration[] TIMES =
      LongStream.of(50, 100, 250, 500, 1000, 2000, 4000, 8000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final DistributionSummary remaining;
  private final Counter disowned;

  public Meters(MeterRegistry registry, Supplier<Number> memory) {
    this.registry = registry;
    remaining =
        DistributionSummary.builder("existgraph.budget.remaining")
            .description("Requests left to the caller at the end of an operation")
            .serviceLevelObjectives(LEFT)
            .register(registry);
    disowned =
        Counter.builder("existgraph.credentials.disowned")
            .description("Credentials that answered as another user than before")
            .register(registry);
    Gauge.builder("existgraph.memory", memory)
        .description("What is remembered of all callers")
        .baseUnit("bytes")
        .register(registry);
  }

  @Override
  public void ended(Exchange exchange) {
    Timer.builder("existgraph.exchanges")
        .description("Exchanges with Exist; status 0 is no answer")
        .tags("method", exchange.method(), "endpoint", Endpoint.of(exchange.target()))
        .tag("status", String.valueOf(exchange.status()))
        .serviceLevelObjectives(TIMES)
        .register(registry)
        .record(exchange.took());
  }

  @Override
  public void answered(ReadRequest ask, Source source) {
    for (FreshnessClass kind : ask.kinds()) {
      Counter.builder("existgraph.answers")
          .description("Answers by what they are about and where they came from")
          .tags("kind", lower(kind), "from", lower(source))
          .register(registry)
          .increment();
    }
  }

  @Override
  public void failed(ReadRequest ask, Failure failure) {
    Counter.builder("existgraph.failures")
        .description("Reads that failed, retries included")
        .tags("endpoint", Endpoint.of(ask.path()), "reason", failure.getClass().getSimpleName())
        .register(registry)
        .increment();
  }

  @Override
  public void leftOut(ReadRequest ask, int rows) {
    Counter.builder("existgraph.rows.left.out")
        .description("Rows that lacked what the schema promises")
        .tag("endpoint", Endpoint.of(ask.path()))
        .register(registry)
        .increment(rows);
  }

  @Override
  public void operated(boolean isStale, int left) {
    remaining.record(left);
    Counter.builder("existgraph.operations")
        .description("Operations with a credential, and whether old data stood in")
        .tag("stale", String.valueOf(isStale))
        .register(registry)
        .increment();
  }

  /// An error was told to a client.
  public void refused(String code) {
    Counter.builder("existgraph.errors")
        .description("Errors told to clients, by code")
        .tag("code", code)
        .register(registry)
        .increment();
  }

  @Override
  public void disowned(CallerId caller) {
    disowned.increment();
    LOG.warn("Credential {} answers as another user than before: forgotten.", caller.brief());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
