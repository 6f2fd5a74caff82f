package io.existgraph.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A Lettuce client with bounded queues and times. Commands are rejected, not queued, while there
/// is no connection.
final class LettuceClient {
  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  /// Until a connection is attempted again: short, since Redis is to be in use within two seconds
  /// of its return, and random, so that not all instances attempt it at once.
  static final Duration MAX_RETRY_DELAY = Duration.ofMillis(400);

  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(250);
  private static final int MAX_QUEUED_COMMANDS = 1_000;
  private static final int THREADS = 2;
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(200);

  /// A connection for commands.
  record Commands(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> async) {}

  /// The kind of server.
  private interface Topology {
    CompletableFuture<Commands> connect();

    CompletableFuture<? extends StatefulRedisPubSubConnection<String, String>> connectPubSub();

    CompletableFuture<Void> shutdown();
  }

  private final ClientResources resources =
      ClientResources.builder()
          .ioThreadPoolSize(THREADS)
          .computationThreadPoolSize(THREADS)
          .reconnectDelay(
              Delay.fullJitter(50, MAX_RETRY_DELAY.toMillis(), 50, TimeUnit.MILLISECONDS))
          .commandLatencyRecorder(CommandLatencyRecorder.disabled())
          .build();
  private final Topology topology;

  /// `listener` is called for every connection of the client, on threads that it must not block.
  LettuceClient(RedisSettings settings, RedisConnectionStateListener listener) {
    List<RedisURI> addresses = RedisClusterURIUtil.toRedisURIs(URI.create(settings.url()));
    addresses.forEach(address -> prepare(address, settings));
    topology =
        addresses.size() > 1
            ? new Cluster(clusterClient(addresses, settings, listener))
            : new Standalone(client(settings, listener), addresses.getFirst());
  }

  private static void prepare(RedisURI address, RedisSettings settings) {
    address.setTimeout(settings.timeouts().command());
    address.setClientName("exist-graph");
    String password = settings.password();
    if (password != null) {
      address.setCredentialsProvider(
          new StaticCredentialsProvider(settings.username(), password.toCharArray()));
    }
  }

  private RedisClient client(RedisSettings settings, RedisConnectionStateListener listener) {
    RedisClient client = RedisClient.create(resources);
    client.setOptions(configure(ClientOptions.builder(), settings).build());
    client.addListener(listener);
    return client;
  }

  private RedisClusterClient clusterClient(
      List<RedisURI> addresses, RedisSettings settings, RedisConnectionStateListener listener) {
    RedisClusterClient client = RedisClusterClient.create(resources, addresses);
    client.setOptions(
        configure(ClusterClientOptions.builder(), settings)
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder().enablePeriodicRefresh(false).build())
            .build());
    client.addListener(listener);
    return client;
  }

  private static <T extends ClientOptions.Builder> T configure(T options, RedisSettings settings) {
    options
        .autoReconnect(true)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_QUEUED_COMMANDS)
        .pingBeforeActivateConnection(true)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(
            SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).keepAlive(true).build())
        .timeoutOptions(TimeoutOptions.enabled(settings.timeouts().command()));
    return options;
  }

  CompletableFuture<Commands> connect() {
    return topology.connect();
  }

  CompletableFuture<? extends StatefulRedisPubSubConnection<String, String>> connectPubSub() {
    return topology.connectPubSub();
  }

  /// Closes all connections and ends the client's threads.
  void shutdown() {
    long millis = SHUTDOWN_TIMEOUT.toMillis();
    var _ = // Lettuce's own wait has no end where a connection is just being made again
        topology.shutdown().orTimeout(2 * millis, TimeUnit.MILLISECONDS).handle((_, _) -> 0).join();
    var _ = resources.shutdown(0, millis, TimeUnit.MILLISECONDS);
  }

  private record Standalone(RedisClient client, RedisURI address) implements Topology {
    @Override
    public CompletableFuture<Commands> connect() {
      return client.connectAsync(CODEC, address).toCompletableFuture().thenApply(this::commands);
    }

    private Commands commands(StatefulRedisConnection<String, byte[]> connection) {
      return new Commands(connection, connection.async());
    }

    @Override
    public CompletableFuture<? extends StatefulRedisPubSubConnection<String, String>>
        connectPubSub() {
      return client.connectPubSubAsync(StringCodec.UTF8, address).toCompletableFuture();
    }

    @Override
    public CompletableFuture<Void> shutdown() {
      return client.shutdownAsync(0, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private record Cluster(RedisClusterClient client) implements Topology {
    @Override
    public CompletableFuture<Commands> connect() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectAsync(CODEC))
          .thenApply(this::commands)
          .toCompletableFuture();
    }

    private Commands commands(StatefulRedisClusterConnection<String, byte[]> connection) {
      return new Commands(connection, connection.async());
    }

    @Override
    public CompletableFuture<? extends StatefulRedisPubSubConnection<String, String>>
        connectPubSub() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(_ -> client.connectPubSubAsync(StringCodec.UTF8))
          .toCompletableFuture();
    }

    @Override
    public CompletableFuture<Void> shutdown() {
      return client.shutdownAsync(0, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
