package io.existgraph.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
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
/// kept back has been delivered ([LifecycleCallbacks#beforeUse]). It begins disconnected; nothing
/// waits for a server at the start.
public final class RedisConnection implements AutoCloseable {
  /// How often [#tick] is to be called.
  public static final Duration TICK = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration MAX_FIRST_WAIT = Duration.ofMillis(1);
  private static final int INSTANCE_BITS = 24;

  private final RedisTimeouts timeouts;
  private final Scheduler timer;
  private final LongSupplier ticker;
  private final MessageChannel messages;
  private final RedisCircuitBreaker breaker = new RedisCircuitBreaker();
  private final RedisSession session;
  private final LifecycleCallbacks lifecycle = new LifecycleCallbacks();
  private final ScriptCalls calls;
  private final AtomicBoolean isRecovering = new AtomicBoolean();
  private final int instanceNumber = ThreadLocalRandom.current().nextInt(1, 1 << INSTANCE_BITS);

  /// Timeouts run on `timer`; `ticker` gives nanoseconds, as [System#nanoTime] does.
  public RedisConnection(
      RedisSettings settings, Scheduler timer, LongSupplier ticker, RedisListener listener) {
    timeouts = settings.timeouts();
    this.timer = timer;
    this.ticker = ticker;
    String instance = Integer.toString(instanceNumber, Character.MAX_RADIX);
    messages = new MessageChannel(instance, timeouts.heartbeat(), ticker, listener);
    String channel = new KeyTags(settings.secret()).channel();
    session = new RedisSession(settings, channel, messages, breaker, ticker, this::open);
    calls = new ScriptCalls(session, messages, timer, ticker, listener, this::open);
  }

  /// Begins ticking.
  public Disposable start() {
    return timer.schedulePeriodically(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Connects, publishes a heartbeat, watches over the connection, and begins using it when all is
  /// well.
  public void tick() {
    session.tick(breaker.isClosed());
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

  /// The number of calls that wait for a reply.
  public int calls() {
    return calls.waiting();
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

  /// What is done before Redis is used, after, and before the connection is closed.
  LifecycleCallbacks lifecycle() {
    return lifecycle;
  }

  /// Runs scripts that an operation waits for.
  public ScriptRunner awaited() {
    return whileUsed(timeouts.reply());
  }

  /// The rest of an operation's wait for Redis, which began at that time of the ticker; the
  /// operation goes on without Redis when it has waited for the timeout in all.
  <T> Mono<T> awaitWithin(long begun, Mono<T> reply) {
    return Mono.defer(
        () -> {
          Duration waited = Duration.ofNanos(ticker.getAsLong() - begun);
          return waited.compareTo(MAX_FIRST_WAIT) <= 0
              ? reply // which has the same timeout of its own
              : reply.timeout(
                  timeouts.reply().minus(waited), Mono.error(RedisConnection::waited), timer);
        });
  }

  private static RedisUnavailableException waited() {
    return new RedisUnavailableException("the operation has waited long enough", null);
  }

  /// Runs scripts that no operation waits for, which may take [RedisTimeouts#command].
  public ScriptRunner behind() {
    return whileUsed(timeouts.command());
  }

  /// Runs scripts although Redis is not in use yet.
  public ScriptRunner whileRecovering() {
    return calls.within(timeouts.command());
  }

  private ScriptRunner whileUsed(Duration limit) {
    ScriptRunner runner = calls.within(limit);
    return (script, keys, arguments) ->
        Mono.defer(
            () ->
                breaker.isClosed()
                    ? runner.run(script, keys, arguments)
                    : Mono.error(new RedisUnavailableException("Redis is not in use", null)));
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
        lifecycle
            .runFirst(session)
            .doFinally(_ -> isRecovering.set(false))
            .subscribe(_ -> {}, error -> open(RedisErrors.reason(error)), () -> use(failures));
  }

  private void use(long failures) {
    if (breaker.close(failures)) {
      LOG.info("Redis is in use.");
      lifecycle.runLate(ticker.getAsLong());
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
      lifecycle.runLast(timeouts.command());
    }
    var _ = breaker.open();
    session.close();
  }
}
