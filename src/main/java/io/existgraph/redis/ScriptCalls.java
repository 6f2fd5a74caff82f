package io.existgraph.redis;

import io.existgraph.redis.RedisListener.Outcome;
import io.lettuce.core.RedisNoScriptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The calls of scripts: by digest, or by source if the server does not know the script. Their time
/// and the number of waiting calls are bounded. Failures are [RedisUnavailableException]s, and end
/// the use of Redis.
final class ScriptCalls {
  /// How many calls may wait for a reply at once. Lettuce's own bound, which it checks later and
  /// reports with a stack trace for each command, lies above.
  static final int MAX_CALLS = 500;

  private final RedisSession session;
  private final MessageChannel messages;
  private final Scheduler timer;
  private final LongSupplier ticker;
  private final RedisListener listener;
  private final Consumer<String> failure;
  private final AtomicInteger calls = new AtomicInteger();

  /// `failure` learns why a call has failed.
  ScriptCalls(
      RedisSession session,
      MessageChannel messages,
      Scheduler timer,
      LongSupplier ticker,
      RedisListener listener,
      Consumer<String> failure) {
    this.session = session;
    this.messages = messages;
    this.timer = timer;
    this.ticker = ticker;
    this.listener = listener;
    this.failure = failure;
  }

  /// The number of calls that wait for a reply.
  int waiting() {
    return calls.get();
  }

  /// Runs scripts whose replies may take that long.
  ScriptRunner within(Duration limit) {
    return (script, keys, arguments) -> timed(script, keys, arguments, limit);
  }

  private Mono<ScriptReply> timed(
      RedisScript script, List<String> keys, List<?> arguments, Duration limit) {
    return Mono.defer(
        () -> {
          if (calls.incrementAndGet() > MAX_CALLS) {
            calls.decrementAndGet();
            return Mono.error(new RedisUnavailableException("too many calls are waiting", null));
          }
          long start = ticker.getAsLong();
          return send(script, keys, arguments)
              .timeout(limit, timer)
              .doOnNext(_ -> ended(script, Outcome.OK, start))
              .onErrorMap(error -> failed(script, error, start))
              .doFinally(_ -> calls.decrementAndGet())
              .cache(); // its outcome counts, too, where nobody waits any more
        });
  }

  private Mono<ScriptReply> send(RedisScript script, List<String> keys, List<?> arguments) {
    String[] allKeys = keys.toArray(String[]::new);
    byte[][] values = values(script, arguments);
    return evaluate(() -> session.evalsha(script, allKeys, values))
        .onErrorResume(
            RedisNoScriptException.class,
            _ -> evaluate(() -> session.eval(script, allKeys, values)));
  }

  private static Mono<ScriptReply> evaluate(Supplier<CompletableFuture<List<Object>>> call) {
    return Mono.fromFuture(() -> call.get().handle(Evaluation::new)).flatMap(Evaluation::reply);
  }

  /// How a call ended: an error that comes when nobody waits any more is not a dropped one.
  private record Evaluation(@Nullable List<Object> items, @Nullable Throwable error) {
    Mono<ScriptReply> reply() {
      return items == null
          ? Mono.error(error == null ? new IllegalStateException("no reply") : unwrapped(error))
          : Mono.just(new ScriptReply(new ArrayList<>(items)));
    }

    private static Throwable unwrapped(Throwable error) {
      Throwable cause = error.getCause();
      return error instanceof CompletionException && cause != null ? cause : error;
    }
  }

  private byte[][] values(RedisScript script, List<?> arguments) {
    List<byte[]> values = new ArrayList<>();
    if (script.publishes()) {
      values.add(bytes(session.channel()));
      values.add(bytes(messages.header()));
    }
    arguments.forEach(argument -> values.add(bytes(argument)));
    return values.toArray(byte[][]::new);
  }

  private static byte[] bytes(Object argument) {
    return argument instanceof byte[] bytes
        ? bytes
        : argument.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void ended(RedisScript script, Outcome outcome, long start) {
    listener.ended(script.name(), outcome, Duration.ofNanos(ticker.getAsLong() - start));
  }

  private Throwable failed(RedisScript script, Throwable error, long start) {
    boolean isTimeout = error instanceof TimeoutException;
    ended(script, isTimeout ? Outcome.TIMEOUT : Outcome.ERROR, start);
    String reason =
        isTimeout ? "it did not reply in time" : "a call failed with " + RedisErrors.reason(error);
    failure.accept(reason);
    return new RedisUnavailableException(reason, error);
  }
}
