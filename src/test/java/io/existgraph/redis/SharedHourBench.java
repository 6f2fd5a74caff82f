package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What a reservation costs, and three instances under load with an Exist that counts exactly,
/// while instances die, Redis stops and is emptied, and its clock jumps. By the real clock; prints
/// what it measures. Run it by its name: `mvn test -Dtest=SharedHourBench`.
class SharedHourBench {
  private static final int CALLERS = 200;
  private static final int TAKES = 5_000;
  private static final int AT_ONCE = 16;
  private static final int COST_CALLERS = 500;
  private static final int OPERATIONS_PER_SECOND = 1_500;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int STABLE_TENTHS = 50;
  private static final double MIN_USABLE = 99;
  private static final Duration LENGTH = Duration.ofSeconds(80);
  private static final Duration MAX_LIFE = Duration.ofSeconds(2);
  private static final RateLimit LIMIT = new RateLimit(110, 10, Duration.ofSeconds(20));
  private static final String OFFSET_TIME =
      "{redis.call('TIME')[1] + (redis.call('GET', 'offset') or 0), redis.call('TIME')[2]}";

  /// An instance that can die without a word.
  private record Member(
      FaultProxy proxy,
      RedisConnection connection,
      SharedRateLimiter limiter,
      Disposable ticks,
      AtomicBoolean isDead) {
    /// What it has sent is on its way; it sends and records nothing more.
    void die() {
      isDead.set(true);
      proxy.cutOff(true);
      ticks.dispose();
      GivenInstance.until(() -> !connection.isAvailable());
      connection.close(); // nobody hears that it leaves
    }
  }

  /// An Exist that counts the requests of each caller in a sliding log, and beside it those that
  /// the rules of the limiter count: until their end, and a window and its margin from then on.
  private static final class Judge {
    final Map<CallerId, Deque<Long>> logs = new ConcurrentHashMap<>();
    final Map<CallerId, List<Sent>> rules = new ConcurrentHashMap<>();
    final AtomicInteger overspent = new AtomicInteger();

    Sent sent(CallerId caller) {
      long now = System.nanoTime();
      Deque<Long> log = logs.computeIfAbsent(caller, _ -> new ArrayDeque<>());
      synchronized (log) {
        while (!log.isEmpty() && now - log.getFirst() >= LIMIT.window().toNanos()) {
          log.removeFirst();
        }
        log.addLast(now);
        if (log.size() > LIMIT.requests()) {
          overspent.incrementAndGet();
        }
      }
      Sent sent = new Sent(now + MAX_LIFE.plus(LIMIT.countedFor()).toNanos());
      List<Sent> rule = rule(caller);
      synchronized (rule) {
        rule.add(sent);
      }
      return sent;
    }

    private List<Sent> rule(CallerId caller) {
      return rules.computeIfAbsent(caller, _ -> new ArrayList<>());
    }

    /// How many count by the rules.
    int counted(CallerId caller) {
      List<Sent> rule = rule(caller);
      synchronized (rule) {
        long now = System.nanoTime();
        rule.removeIf(sent -> sent.countedUntil - now <= 0);
        return rule.size();
      }
    }
  }

  /// A request, and until when the rules count it.
  private static final class Sent {
    volatile long countedUntil;

    Sent(long countedUntil) {
      this.countedUntil = countedUntil;
    }

    void end() {
      countedUntil = System.nanoTime() + LIMIT.countedFor().toNanos();
    }
  }

  /// How much was used when an instance refused one more request.
  private static final class Refusals {
    final AtomicLong count = new AtomicLong();
    final AtomicLong used = new AtomicLong();

    void add(int usedThen) {
      count.incrementAndGet();
      used.addAndGet(usedThen);
    }

    void add(Refusals others) {
      count.addAndGet(others.count.get());
      used.addAndGet(others.used.get());
    }

    /// In percent of what is readable.
    double mean() {
      return 100.0 * used.get() / Math.max(1, count.get()) / LIMIT.ceiling(RequestPriority.READ);
    }

    String text() {
      return "%.1f %% of the readable hour (%d refusals)".formatted(mean(), count.get());
    }
  }

  private final RedisServer server = RedisServer.start();
  private final Judge judge = new Judge();
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService exist = Executors.newScheduledThreadPool(1);
  private final AtomicLong errors = new AtomicLong();
  private final Refusals total = new Refusals();
  private volatile Refusals withRedis = new Refusals();
  private volatile Refusals without = new Refusals();
  private volatile String callers = "warming";

  private Member add(RateLimit limit) {
    FaultProxy proxy = new FaultProxy(server.port());
    return add(limit, proxy, proxy.url(), SharedHourBench::script);
  }

  private Member add(
      RateLimit limit, FaultProxy proxy, String url, Function<String, RedisScript> scripts) {
    var settings =
        new RedisSettings(url, null, null, null, RedisTimeouts.ofReply(Duration.ofMillis(50)), 3);
    var connection =
        new RedisConnection(
            settings, Schedulers.parallel(), System::nanoTime, RedisListener.NOBODY);
    var limiter =
        new SharedRateLimiter(
            limit,
            MAX_LIFE,
            settings,
            connection,
            new RequestClaims(connection, settings, MAX_LIFE),
            AccountLookup.UNKNOWN,
            Instant::now,
            RedisListener.NOBODY,
            scripts);
    Member member = new Member(proxy, connection, limiter, connection.start(), new AtomicBoolean());
    GivenInstance.until(connection::isAvailable);
    members.add(member);
    return member;
  }

  private static RedisScript script(String name) {
    RedisScript script = RedisScript.publishing(name);
    String source = script.source().replace("redis.call('TIME')", OFFSET_TIME);
    return RedisScript.of(name, source, true);
  }

  /// Over a direct connection: one plan after the other for the time that it takes, several at once
  /// for what it costs Redis, as under load.
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10})
  void whatAReservationCosts(int plan) {
    try (server) {
      RateLimit limit = new RateLimit(300, 30, Duration.ofHours(1));
      Member member =
          add(limit, new FaultProxy(server.port()), server.url(), RedisScript::publishing);
      var _ = // warms up
          Flux.range(0, TAKES / 2)
              .concatMap(i -> reserve(member, i, plan).doOnNext(ReservedRequest::release))
              .doOnNext(request -> member.limiter().accepted(request.caller()))
              .blockLast();
      GivenInstance.until(() -> member.connection().calls() == 0);
      long[] nanos = new long[TAKES];
      for (int i = 0; i < TAKES; i++) {
        long start = System.nanoTime();
        var _ = reserve(member, i, plan).collectList().block();
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      server.command("CONFIG", "RESETSTAT");
      double cpu = serverCpu();
      var _ =
          Flux.range(0, TAKES)
              .flatMap(i -> reserve(member, i, plan).then(Mono.just(i)), AT_ONCE)
              .blockLast();
      cpu = serverCpu() - cpu;
      System.out.printf(
          "a plan of %d requests: p50 %d µs, p99 %d µs; %d at once: %.1f µs of Redis' CPU each, its"
              + " network included; %s for %d plans%n",
          plan,
          nanos[TAKES / 2] / 1_000,
          nanos[TAKES * 99 / 100] / 1_000,
          AT_ONCE,
          cpu / TAKES,
          commandStatistics(),
          TAKES);
      member.ticks().dispose();
      member.connection().close();
      member.proxy().close();
    }
  }

  /// Fails where the requests are refused.
  private static Flux<ReservedRequest> reserve(Member member, int i, int plan) {
    CallerId caller = new Credential("Token caller" + i % COST_CALLERS).callerId();
    return member
        .limiter()
        .reserve(caller, plan, RequestPriority.READ)
        .flatMapIterable(reservation -> ((Reservation.Granted) reservation).requests());
  }

  /// In microseconds, of the thread that runs commands.
  private double serverCpu() {
    return server
        .command("INFO", "cpu")
        .lines()
        .filter(line -> line.matches("used_cpu_(sys|user)_main_thread:.*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)) * 1e6)
        .sum();
  }

  /// The calls of scripts, and how long Redis took for each.
  private String commandStatistics() {
    return server
        .command("INFO", "commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval"))
        .map(
            line ->
                line.replaceAll("cmdstat_(\\w+:calls=\\d+),.*(usec_per_call=[\\d.]+).*", "$1 $2"))
        .toList()
        .toString();
  }

  @Test
  void threeInstancesUnderLoad() throws InterruptedException {
    try (server) {
      for (int i = 0; i < 3; i++) {
        var _ = add(LIMIT);
      }
      ScheduledExecutorService load = Executors.newScheduledThreadPool(1);
      Random random = new Random(1);
      long period = TimeUnit.SECONDS.toMicros(1) / OPERATIONS_PER_SECOND;
      Future<?> running =
          load.scheduleAtFixedRate(() -> operate(random), 0, period, TimeUnit.MICROSECONDS);
      TimeUnit.SECONDS.sleep(WARM_UP.toSeconds());
      awaitUse();
      callers = "caller";
      for (Runnable event : events()) {
        event.run();
        TimeUnit.MILLISECONDS.sleep(LENGTH.toMillis() / 9);
        report();
      }
      assertThat(running.isDone()).as("the load goes on").isFalse();
      load.shutdownNow();
      System.out.println("in all, by instances that used Redis: " + total.text());
      assertThat(judge.overspent).hasValue(0);
      assertThat(errors).hasValue(0);
      assertThat(total.mean()).isGreaterThanOrEqualTo(MIN_USABLE);
    } finally {
      members.forEach(Member::die);
      exist.shutdownNow();
    }
  }

  /// Until all instances have used Redis for a while without an interruption.
  private void awaitUse() throws InterruptedException {
    for (int tenths = 0; tenths < STABLE_TENTHS; tenths++) {
      TimeUnit.MILLISECONDS.sleep(100);
      if (!members.stream().allMatch(member -> member.connection().isAvailable())) {
        tenths = 0;
      }
    }
  }

  private List<Runnable> events() {
    List<Runnable> events = new ArrayList<>();
    events.add(() -> say("nothing yet"));
    events.add(() -> say("nothing yet"));
    events.add(
        () -> {
          say("an instance is killed, and another started");
          members.removeFirst().die();
          var _ = add(LIMIT);
        });
    events.add(
        () -> {
          say("one instance alone is cut off for 5 s");
          Member member = members.getFirst();
          member.proxy().cutOff(true);
          exist.schedule(() -> member.proxy().cutOff(false), 5, TimeUnit.SECONDS);
        });
    events.add(
        () -> {
          say("Redis is stopped for 5 s");
          server.suspend();
          exist.schedule(server::resume, 5, TimeUnit.SECONDS);
        });
    events.add(
        () -> {
          say("FLUSHALL");
          server.command("FLUSHALL");
        });
    events.add(
        () -> {
          say("its clock is 5 min ahead");
          server.command("SET", "offset", "300");
        });
    events.add(
        () -> {
          say("its clock is 5 min behind");
          server.command("SET", "offset", "-300");
        });
    events.add(() -> say("nothing more"));
    return events;
  }

  private static void say(String event) {
    System.out.println("-- " + event);
  }

  private void operate(Random random) {
    boolean isHot = random.nextInt(5) == 0;
    int number = isHot ? 0 : 1 + random.nextInt(CALLERS - 1);
    CallerId caller = new Credential("Token " + callers + number).callerId();
    Member member = members.get(random.nextInt(members.size()));
    int requests = 1 + random.nextInt(3);
    long latency = random.nextInt(1, 50);
    member
        .limiter()
        .reserve(caller, requests, RequestPriority.READ)
        .subscribe(
            reservation -> reserved(member, caller, reservation, requests, latency),
            _ -> errors.incrementAndGet());
  }

  private void reserved(
      Member member, CallerId caller, Reservation reservation, int requests, long latency) {
    if (member.isDead().get()) {
      return;
    }
    if (reservation instanceof Reservation.Granted(var granted)) {
      List<Sent> sent = granted.stream().map(_ -> judge.sent(caller)).toList();
      member.limiter().accepted(caller);
      var _ = exist.schedule(() -> commit(member, granted, sent), latency, TimeUnit.MILLISECONDS);
    } else if (requests == 1) {
      Refusals refusals = member.connection().isAvailable() ? withRedis : without;
      refusals.add(judge.counted(caller));
    }
  }

  private static void commit(Member member, List<ReservedRequest> granted, List<Sent> sent) {
    if (!member.isDead().get()) {
      granted.forEach(one -> one.commit(Duration.ZERO));
      sent.forEach(Sent::end);
    }
  }

  private void report() {
    Refusals with = withRedis;
    Refusals alone = without;
    withRedis = new Refusals();
    without = new Refusals();
    total.add(with);
    System.out.printf(
        "   overspent %d, errors %d; used when one more was refused: %s; without Redis %s%n",
        judge.overspent.get(), errors.get(), with.text(), alone.text());
  }
}
