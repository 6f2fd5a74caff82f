package io.existgraph.redis;

import io.existgraph.redis.LettuceClient.Commands;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The health check of a connection by numbered pings. A reply must repeat the number of its ping,
/// which reveals a connection that assigns replies to other commands.
final class PingMonitor {
  private final RedisCircuitBreaker breaker;
  private final LongSupplier ticker;
  private final RedisTimeouts timeouts;
  private final AtomicLong pings = new AtomicLong();
  private volatile long heardAt;

  /// A reply is in time within [RedisTimeouts#reply].
  PingMonitor(RedisCircuitBreaker breaker, LongSupplier ticker, RedisTimeouts timeouts) {
    this.breaker = breaker;
    this.ticker = ticker;
    this.timeouts = timeouts;
  }

  /// Begins with a connection that was just made.
  void begin() {
    heardAt = ticker.getAsLong();
  }

  /// Whether the connection counts as dead, although nobody closed it.
  boolean isSilent() {
    return ticker.getAsLong() - heardAt > timeouts.silence().toNanos();
  }

  /// Sends one; `onOtherReply` is run if the reply is not its own.
  void send(Commands commands, Runnable onOtherReply) {
    long number = pings.incrementAndGet();
    long sentAt = ticker.getAsLong();
    var output = new ValueOutput<>(LettuceClient.CODEC);
    var arguments = new CommandArgs<>(LettuceClient.CODEC).add(number);
    var _ =
        commands
            .async()
            .dispatch(CommandType.PING, output, arguments)
            .whenComplete((reply, error) -> replied(number, sentAt, reply, error, onOtherReply));
  }

  private void replied(
      long number,
      long sentAt,
      byte @Nullable [] reply,
      @Nullable Throwable error,
      Runnable onOtherReply) {
    if (error instanceof UnsupportedOperationException) { // a reply of another type
      onOtherReply.run();
      return;
    }
    if (reply == null || error != null) {
      breaker.replied(false);
      return;
    }
    if (!Long.toString(number).equals(new String(reply, StandardCharsets.UTF_8))) {
      onOtherReply.run();
      return;
    }
    heardAt = ticker.getAsLong();
    breaker.replied(heardAt - sentAt <= timeouts.reply().toNanos());
  }
}
