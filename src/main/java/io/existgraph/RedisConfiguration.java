package io.existgraph;

import io.existgraph.redis.RedisConnection;
import io.existgraph.redis.RedisListener;
import io.existgraph.redis.RedisSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/// What instances share over Redis. Without `exist.redis.url` none of it exists, and no class of
/// the client library is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("exist.redis.url")
class RedisConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConfiguration.class);

  @Bean
  RedisSettings redisSettings(GatewayProperties properties) {
    var redis = properties.redis();
    String url = Objects.requireNonNull(redis.url());
    if (url.startsWith("redis://") && !isLoopback(url)) {
      LOG.warn(
          "exist.redis.url is without TLS (rediss://): whoever reads the network reads along.");
    }
    return new RedisSettings(
        url,
        redis.username(),
        redis.password(),
        redis.secret(),
        redis.timeout(),
        redis.instances());
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
    return new RedisConnection(settings, Schedulers.parallel(), System::nanoTime, listener);
  }

  @Bean
  RedisListener redisListener() {
    return RedisListener.NOBODY;
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
