package io.existgraph.redis;

import io.existgraph.redis.RedisListener.Outcome;
import io.lettuce.core.RedisNoScriptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The use of Redis: scripts, messages, and the decision whether it can be used at all.
///
/// The first awaited reply that takes longer than the timeout, an error, a lost connection or lost
/// messages end the use at once; calls then fail without a wait. Use begins again by itself when
/// the server has answered two pings in time, the own heartbeat comes back, and everything that was
/// kept back has been delivered ([#beforeUse]). It begins disconnected; nothing waits for a server
/// at the start.
public final class RedisConnection implements AutoCloseable {
  /// How often [#tick] is to be called.
  public static final Duration TICK = Duration.ofMillis(250);

  /// How many calls may wait for a reply at once. Lettuce's own bound, which it checks later and
  /// reports with a stack trace for each command, lies above.
  static final int MAX_CALLS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final int INSTANCE_BITS = 24;
  private static final int RADIX = 36;

  private final Duration timeout;
  private final Scheduler timer;
  private final LongSupplier ticker;
  private final RedisListener listener;
  private final MessageChannel messages;
  private final Breaker breaker = new Breaker();
  private final RedisSession session;
  private final List<Supplier<Mono<Void>>> recoveries = new CopyOnWriteArrayList<>();
  private final List<RedisScript> scripts = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Long> firstUse = new AtomicReference<>();
  private final List<Runnable> lateSteps = new CopyOnWriteArrayList<>();
  private final List<Supplier<Mono<Void>>> lastSteps = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean isRecovering = new AtomicBoolean();
  private final int instanceNumber = ThreadLocalRandom.current().nextInt(1, 1 << INSTANCE_BITS);

  /// Timeouts run on `timer`; `ticker` gives nanoseconds that never go back, as [System#nanoTime]
  /// does.
  public RedisConnection(
      RedisSettings settings, Scheduler timer, LongSupplier ticker, RedisListener listener) {
    this.timeout = settings.timeout();
    this.timer = timer;
    this.ticker = ticker;
    this.listener = listener;
    messages = new MessageChannel(Integer.toString(instanceNumber, RADIX), ticker, listener);
    String channel = new KeyTags(settings.secret()).channel();
    session = new RedisSession(settings, channel, messages, breaker, ticker, this::open);
  }

  /// Begins ticking.
  public Disposable start() {
    long millis = TICK.toMillis();
    return timer.schedulePeriodically(this::tick, 0, millis, TimeUnit.MILLISECONDS);
  }

  /// Connects, publishes a heartbeat, watches over the connection, and begins using it when all is
  /// well.
  public void tick() {
    session.tick();
    messages.checkHeartbeat();
    if (breaker.isClosed() && !messages.isCurrent()) {
      open("its messages do not arrive");
    }
    if (!breaker.isClosed() && session.isConnected() && breaker.isHealthy()) {
      recover();
    }
  }

  /// Publishes a heartbeat between ticks.
  void beat() {
    session.sendHeartbeat();
  }

  Scheduler timer() {
    return timer;
  }

  LongSupplier ticker() {
    return ticker;
  }

  /// Whether Redis came into use within that time, so that what was published before is unknown.
  boolean cameIntoUseWithin(Duration time) {
    Long first = firstUse.get();
    return first != null && ticker.getAsLong() - first < time.toNanos();
  }

  /// The number of calls that wait for a reply.
  int calls() {
    return calls.get();
  }

  /// Whether Redis is in use.
  public boolean isAvailable() {
    return breaker.isClosed();
  }

  /// A number that grows with each connection that is made. What was known of the server's state
  /// under another number may be lost: it may be another server.
  public long generation() {
    return session.generation();
  }

  public MessageChannel messages() {
    return messages;
  }

  /// The number of this instance, by which members of shared sets are named: 24 bits, random.
  public int instanceNumber() {
    return instanceNumber;
  }

  /// Adds a script that the server is to know before Redis is used. Others are sent when they are
  /// first called, and so may run later than what is called after them.
  public void preload(RedisScript script) {
    scripts.add(script);
  }

  /// Adds something to be done before Redis is used again, with [#whileRecovering].
  public void beforeUse(Supplier<Mono<Void>> recovery) {
    recoveries.add(recovery);
  }

  /// Adds something to be done as soon as Redis is used again, before the other instances hear of
  /// it.
  public void afterUse(Runnable step) {
    lateSteps.add(step);
  }

  /// Adds something to be done before the connection is closed, in a short time.
  void beforeClose(Supplier<Mono<Void>> step) {
    lastSteps.add(step);
  }

  /// Runs scripts that an operation waits for.
  public ScriptRunner awaited() {
    return (script, keys, arguments) -> guarded(script, keys, arguments, timeout);
  }

  /// Runs scripts that nothing waits for, which may take as long as Lettuce lets a command take.
  public ScriptRunner behind() {
    return (script, keys, arguments) ->
        guarded(script, keys, arguments, LettuceClient.COMMAND_TIMEOUT);
  }

  /// Runs scripts although Redis is not in use yet.
  public ScriptRunner whileRecovering() {
    return (script, keys, arguments) ->
        timed(script, keys, arguments, LettuceClient.COMMAND_TIMEOUT);
  }

  private Mono<ScriptReply> guarded(
      RedisScript script, List<String> keys, List<?> arguments, Duration limit) {
    return Mono.defer(
        () ->
            breaker.isClosed()
                ? timed(script, keys, arguments, limit)
                : Mono.error(new RedisUnavailableException("Redis is not in use", null)));
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
              .doFinally(_ -> calls.decrementAndGet());
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
        isTimeout ? "it did not reply in time" : "a call failed with " + RedisSession.reason(error);
    open(reason);
    return new RedisUnavailableException(reason, error);
  }

  private void open(String reason) {
    if (breaker.open()) {
      LOG.warn("Redis is not used any more: {}. This instance goes on alone.", reason);
    }
  }

  private void recover() {
    if (!messages.isCurrent() || !isRecovering.compareAndSet(false, true)) {
      return;
    }
    long failures = breaker.failures();
    var _ =
        Mono.when(scripts.stream().map(session::load).toList())
            .then(Mono.defer(() -> Mono.when(recoveries.stream().map(Supplier::get).toList())))
            .doFinally(_ -> isRecovering.set(false))
            .subscribe(_ -> {}, error -> open(RedisSession.reason(error)), () -> use(failures));
  }

  private void use(long failures) {
    if (breaker.close(failures)) {
      LOG.info("Redis is in use.");
      var _ = firstUse.compareAndSet(null, ticker.getAsLong());
      lateSteps.forEach(Runnable::run);
      session.sendHeartbeat();
    }
  }

  /// Publishes a message without a script, and does not wait for it.
  void announce(String kind, String... words) {
    var _ = publish(kind, words).subscribe(_ -> {}, _ -> {});
  }

  /// Publishes a message without a script.
  public Mono<Void> publish(String kind, String... words) {
    return Mono.defer(() -> session.publish(messages.message(kind, words)));
  }

  @Override
  public void close() {
    if (breaker.isClosed()) {
      var _ =
          Mono.when(lastSteps.stream().map(Supplier::get).toList())
              .onErrorComplete()
              .toFuture()
              .orTimeout(LettuceClient.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .handle((_, _) -> true)
              .join();
    }
    var _ = breaker.open();
    session.close();
  }
}
