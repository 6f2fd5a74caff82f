package io.existgraph.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The two connections to the server, one for commands and one for messages, and the watch over
/// them: a ping every other tick, or every one while Redis is not in use, whose reply must repeat
/// its number. Connections on which nothing has arrived for [RedisTimeouts#silence], or on which
/// replies belong to other commands, are replaced. Lettuce itself connects again those that were
/// closed.
final class RedisSession {
  private final String channel;
  private final MessageChannel messages;
  private final PingMonitor pings;
  private final LongSupplier ticker;
  private final RedisTimeouts timeouts;
  private final Consumer<String> failure;
  private final LettuceClient client;
  private final SessionConnector connector;
  private final AtomicLong generation = new AtomicLong();
  private volatile @Nullable ConnectionPair connections;
  private volatile boolean isClosed;
  private boolean isConnecting;
  private long nextAttempt;
  private long ticks;

  RedisSession(
      RedisSettings settings,
      String channel,
      MessageChannel messages,
      RedisCircuitBreaker breaker,
      LongSupplier ticker,
      Consumer<String> failure) {
    this.channel = channel;
    this.messages = messages;
    this.pings = new PingMonitor(breaker, ticker, settings.timeouts());
    this.ticker = ticker;
    this.timeouts = settings.timeouts();
    this.failure = failure;
    this.nextAttempt = ticker.getAsLong();
    this.client = new LettuceClient(settings, new StateListener());
    this.connector = new SessionConnector(client, channel, messages);
  }

  private final class StateListener implements RedisConnectionStateListener {
    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
      generation.incrementAndGet();
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
      failure.accept("a connection was lost");
    }
  }

  String channel() {
    return channel;
  }

  long generation() {
    return generation.get();
  }

  boolean isConnected() {
    ConnectionPair current = connections;
    return current != null && current.isOpen();
  }

  /// `isUsed` is whether Redis is in use.
  synchronized void tick(boolean isUsed) {
    ConnectionPair current = connections;
    if (current == null) {
      connect();
      return;
    }
    ticks++;
    sendHeartbeat();
    if (!isUsed || ticks % 2 == 1) {
      pings.send(current.commands(), () -> replace(current, "replies belong to other commands"));
    }
    if (pings.isSilent()) {
      replace(current, "it is silent");
    }
  }

  private void connect() {
    if (isClosed || isConnecting || ticker.getAsLong() - nextAttempt < 0) {
      return;
    }
    isConnecting = true;
    var _ = connector.connect().whenComplete(this::connected);
  }

  private synchronized void connected(@Nullable ConnectionPair made, @Nullable Throwable error) {
    isConnecting = false;
    if (made == null) {
      long delay = ThreadLocalRandom.current().nextLong(LettuceClient.MAX_RETRY_DELAY.toNanos());
      nextAttempt = ticker.getAsLong() + delay;
    } else if (isClosed) {
      made.close();
    } else {
      pings.begin();
      connections = made;
    }
  }

  void sendHeartbeat() {
    if (connections != null) {
      var _ = publish(messages.heartbeat()).subscribe(_ -> {}, _ -> {});
    }
  }

  Mono<Void> publish(Message message) {
    return Mono.fromCompletionStage(
            () -> commands().publish(channel, message.line().getBytes(StandardCharsets.UTF_8)))
        .then();
  }

  private RedisClusterAsyncCommands<String, byte[]> commands() {
    ConnectionPair current = connections;
    if (current == null) {
      throw new RedisUnavailableException("there is no connection", null);
    }
    return current.commands().async();
  }

  private synchronized void replace(ConnectionPair current, String reason) {
    if (current.equals(connections)) {
      connections = null;
      failure.accept(reason);
      current.close();
    }
  }

  Mono<String> load(RedisScript script) {
    return Mono.fromFuture(
        () -> commands().scriptLoad(script.source()).toCompletableFuture(), true);
  }

  CompletableFuture<List<Object>> evalsha(RedisScript script, String[] keys, byte[][] values) {
    return commands()
        .<List<Object>>evalsha(script.sha1(), ScriptOutputType.MULTI, keys, values)
        .toCompletableFuture();
  }

  CompletableFuture<List<Object>> eval(RedisScript script, String[] keys, byte[][] values) {
    return commands()
        .<List<Object>>eval(script.source(), ScriptOutputType.MULTI, keys, values)
        .toCompletableFuture();
  }

  synchronized void close() {
    isClosed = true;
    ConnectionPair current = connections;
    connections = null;
    CompletableFuture<?> farewell = CompletableFuture.completedFuture(null);
    if (current != null) {
      byte[] line = messages.leaving().line().getBytes(StandardCharsets.UTF_8);
      farewell = current.commands().async().publish(channel, line).toCompletableFuture();
    }
    var _ =
        farewell
            .orTimeout(timeouts.reply().toMillis(), TimeUnit.MILLISECONDS)
            .handle((_, _) -> true)
            .join();
    client.shutdown();
  }
}
