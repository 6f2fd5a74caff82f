package io.existgraph;

import io.existgraph.GatewayProperties.RedisProperties.IncrementsWithout;
import io.existgraph.cache.CallerCaches;
import io.existgraph.metrics.RedisGauges;
import io.existgraph.metrics.RedisMeters;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.redis.AccountLookup;
import io.existgraph.redis.RedisConnection;
import io.existgraph.redis.RedisListener;
import io.existgraph.redis.RedisSettings;
import io.existgraph.redis.RedisTimeouts;
import io.existgraph.redis.RequestClaims;
import io.existgraph.redis.SharedIdempotencyStore;
import io.existgraph.redis.SharedMemory;
import io.existgraph.redis.SharedRateLimiter;
import io.existgraph.time.GatewayClock;
import io.existgraph.time.SteadyClock;
import io.existgraph.write.IdempotencyStore;
import io.existgraph.write.LocalIdempotencyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/// The beans that share data between instances over Redis. Without `exist.redis.url` none of it
/// exists, and no class of the client library is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("exist.redis.url")
class RedisConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConfiguration.class);

  @Bean
  RedisTimeouts redisTimeouts(GatewayProperties properties) {
    return RedisTimeouts.ofReply(properties.redis().timeout());
  }

  @Bean
  RedisSettings redisSettings(GatewayProperties properties, RedisTimeouts timeouts) {
    var redis = properties.redis();
    String url = Objects.requireNonNull(redis.url());
    if (url.startsWith("redis://") && !isLoopback(url)) {
      LOG.warn(
          "exist.redis.url is without TLS (rediss://): whoever reads the network reads along.");
    }
    return new RedisSettings(
        url, redis.username(), redis.password(), redis.secret(), timeouts, redis.instances());
  }

  private static boolean isLoopback(String url) {
    String host = URI.create(url).getHost();
    try {
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /// Begins to connect when the context has been refreshed; nothing waits for it.
  @Bean(destroyMethod = "close")
  RedisConnection redisConnection(RedisSettings settings, RedisListener listener) {
    return new RedisConnection(
        settings, Schedulers.parallel(), SteadyClock.system().ticker(), listener);
  }

  @Bean
  RedisListener redisListener(MeterRegistry registry) {
    return new RedisMeters(registry);
  }

  @Bean
  MeterBinder redisGauges(RedisConnection connection) {
    return new RedisGauges(connection);
  }

  @Bean
  RequestClaims requestClaims(
      RedisConnection connection, RedisSettings settings, GatewayProperties properties) {
    return new RequestClaims(connection, settings, properties.limits().exchangeTimeout());
  }

  /// One hour for all instances, in place of one for each.
  @Bean
  @Primary
  RateLimiter sharedRateLimiter(
      RateLimit limit,
      GatewayProperties properties,
      RedisSettings settings,
      RedisConnection connection,
      RequestClaims claims,
      CallerCaches caches,
      GatewayClock clock,
      RedisListener listener) {
    var limits = properties.limits();
    Duration maxLife = limits.operationTimeout().plus(limits.exchangeTimeout()).multipliedBy(2);
    AccountLookup accounts =
        properties.budget().sharedByAccount()
            ? new AccountLookup(caches::accountName, caches::sameAccount)
            : AccountLookup.UNKNOWN;
    return new SharedRateLimiter(
        limit, maxLife, settings, connection, claims, accounts, clock, listener);
  }

  /// Apart from readiness: an instance without Redis still answers.
  @Bean
  HealthIndicator redisServerHealthIndicator(RedisConnection connection) {
    return () ->
        (connection.isAvailable() ? Health.up() : Health.unknown())
            .withDetail("instances", connection.messages().instances())
            .build();
  }

  @Bean
  SharedMemory sharedMemory(
      RedisConnection connection,
      RedisSettings settings,
      GatewayProperties properties,
      RequestClaims claims,
      GatewayClock clock,
      RedisListener listener) {
    return new SharedMemory(
        connection,
        settings,
        properties.cache().maxBytesPerCaller().toBytes(),
        claims,
        clock,
        listener);
  }

  /// One set of idempotency keys for all instances, in place of one for each.
  @Bean
  @Primary
  IdempotencyStore sharedIdempotencyStore(
      LocalIdempotencyStore local,
      RedisConnection connection,
      RedisSettings settings,
      GatewayProperties properties) {
    boolean isRefusing = properties.redis().incrementsWithout() == IncrementsWithout.REFUSE;
    return new SharedIdempotencyStore(local, connection, settings, isRefusing);
  }

  /// Begins to share when both exist: each needs the other.
  @Bean
  SmartInitializingSingleton memorySharing(SharedMemory sharedMemory, CallerCaches caches) {
    return () -> sharedMemory.share(caches);
  }

  @Bean
  SmartLifecycle redisTicks(RedisConnection connection) {
    return new RedisTicks(connection);
  }

  private static final class RedisTicks implements SmartLifecycle {
    private final RedisConnection connection;
    private volatile Disposable ticks = Disposables.disposed();

    RedisTicks(RedisConnection connection) {
      this.connection = connection;
    }

    @Override
    public void start() {
      ticks = connection.start();
    }

    @Override
    public void stop() {
      ticks.dispose();
    }

    @Override
    public boolean isRunning() {
      return !ticks.isDisposed();
    }

    /// Stopped after the web server, which may still need the connection.
    @Override
    public int getPhase() {
      return 0;
    }
  }
}
