package io.existgraph.metrics;

import io.existgraph.redis.RedisConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// The gauges of the connection to Redis.
public final class RedisGauges implements MeterBinder {
  private final RedisConnection connection;

  public RedisGauges(RedisConnection connection) {
    this.connection = connection;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("existgraph.redis.open", connection, redis -> redis.isAvailable() ? 0 : 1)
        .description("1 while this instance goes on without Redis")
        .register(registry);
    Gauge.builder("existgraph.peers", connection, redis -> redis.messages().instances() - 1)
        .description("Other instances that were heard of lately")
        .register(registry);
  }
}
