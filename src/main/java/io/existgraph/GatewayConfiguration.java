package io.existgraph;

import io.existgraph.cache.CacheReplication;
import io.existgraph.cache.CallerCaches;
import io.existgraph.data.Freshness;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.GatewayListener;
import io.existgraph.operation.OperationLimits;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.operation.RejectionsByAddress;
import io.existgraph.operation.ResultSizeLimiter;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.ready.Compression;
import io.existgraph.ready.PreparedQueries;
import io.existgraph.ready.ReadyAnswers;
import io.existgraph.ready.ReadyListener;
import io.existgraph.time.GatewayClock;
import io.existgraph.time.SteadyClock;
import io.existgraph.write.BatchWriterFactory;
import io.existgraph.write.LocalIdempotencyStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/// The gateway, assembled: a read consults the caller's cache, the API version plans the missing
/// requests, the rate limiter reserves them, and the HTTP client sends them.
///
/// [ExistClientConfiguration] holds the API version and the HTTP client, [WebSettingsConfiguration]
/// the limits of the web layer, [ObservabilityConfiguration] meters and traces.
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Bean
  GatewayClock clock() {
    return SteadyClock.system();
  }

  @Bean
  CallerCaches callerCaches(
      GatewayProperties properties, ObjectProvider<CacheReplication> replication) {
    var cache = properties.cache();
    return new CallerCaches(
        cache.maxBytes().toBytes(),
        cache.maxBytesPerCaller().toBytes(),
        replication.getIfAvailable(() -> CacheReplication.NONE));
  }

  @Bean
  RateLimit rateLimit(GatewayProperties properties) {
    var budget = properties.budget();
    return new RateLimit(budget.limit(), budget.writeReserve(), budget.window());
  }

  @Bean
  RateLimiter rateLimiter(
      RateLimit limit, GatewayProperties properties, CallerCaches caches, GatewayClock clock) {
    return properties.budget().sharedByAccount()
        ? new SlidingWindowRateLimiter(limit, caches::sameAccount, clock)
        : new SlidingWindowRateLimiter(limit, clock);
  }

  @Bean
  LocalIdempotencyStore idempotencyStore(GatewayClock clock) {
    return new LocalIdempotencyStore(clock);
  }

  @Bean
  ReadyAnswers readyAnswers(
      GatewayProperties properties,
      OperationReaderFactory operations,
      ServerProperties server,
      ReadyListener listener) {
    long maxBytes = properties.cache().readyBytes().toBytes();
    int maxResponseBytes = Math.toIntExact(properties.limits().response().toBytes());
    var compression = server.getCompression();
    return new ReadyAnswers(
        maxBytes,
        new PreparedQueries(properties.cache().preparedQueries(), maxResponseBytes),
        operations,
        compression.getEnabled()
            ? new Compression(compression.getMinResponseSize().toBytes())
            : Compression.NONE,
        listener);
  }

  /// None are kept once the process is stopping.
  @Bean
  ApplicationListener<ContextClosedEvent> noReadyAnswers(ReadyAnswers ready) {
    return _ -> ready.close();
  }

  @Bean
  Freshness freshness(GatewayProperties properties) {
    var cache = properties.cache();
    return new Freshness(cache.fresh().byClass(), cache.staleFor(), cache.noCacheFloor());
  }

  @Bean
  RejectionsByAddress rejectionsByAddress(GatewayClock clock) {
    return new RejectionsByAddress(clock);
  }

  @Bean
  OperationLimits operationLimits(GatewayProperties properties) {
    var limits = properties.limits();
    return new OperationLimits(limits.requests(), limits.writeItems(), limits.operationTimeout());
  }

  @Bean
  ResultSizeLimiter resultSizeLimiter(GatewayProperties properties) {
    var limits = properties.limits();
    return new ResultSizeLimiter(limits.values(), limits.valuesInFlight());
  }

  @Bean
  BatchWriterFactory batchWriterFactory(
      ExistApi api, CallerCaches caches, RejectionsByAddress rejections, GatewayClock clock) {
    return new BatchWriterFactory(api, caches, rejections, clock);
  }

  @Bean
  OperationReaderFactory operationReaderFactory(
      ExistApi api,
      CallerCaches caches,
      RateLimiter rateLimiter,
      RejectionsByAddress rejections,
      GatewayListener listener,
      Freshness freshness,
      OperationLimits limits,
      GatewayClock clock) {
    return new OperationReaderFactory(
        api, caches, rateLimiter, rejections, listener, freshness, limits, clock);
  }
}
