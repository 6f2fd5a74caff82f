package io.existgraph.redis;

import io.existgraph.GivenClock;
import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Instances before one real Redis, for all of which time is given: the scripts read the server's
/// clock from a key.
final class SharedInstances implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String TIME = "redis.call('TIME')";
  private static final String GIVEN_TIME =
      "{math.floor(redis.call('GET', 'clock') / 1000), redis.call('GET', 'clock') % 1000 * 1000}";
  private static final Duration MAX_LIFE = Duration.ofSeconds(46);

  /// With a longer wait for a reply: time also goes by while a thread that awaits none is held up.
  private static final RedisTimeouts TIMEOUTS =
      new RedisTimeouts(
          Duration.ofSeconds(1),
          GivenInstance.TIMEOUTS.command(),
          GivenInstance.TIMEOUTS.heartbeat(),
          GivenInstance.TIMEOUTS.silence());

  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(8);

  /// An instance, with a wall clock and a way to the server of its own, and the accounts of callers
  /// that it knows.
  record Member(
      GivenInstance instance,
      GivenClock clock,
      RequestClaims claims,
      SharedRateLimiter limiter,
      FaultProxy proxy,
      Map<CallerId, String> accounts) {
    boolean isAvailable() {
      return instance.connection.isAvailable();
    }
  }

  final RedisServer server = RedisServer.start();
  final List<Member> members = new ArrayList<>();
  private final RateLimit limit;
  private long serverMillis = START.toEpochMilli();

  SharedInstances(RateLimit limit) {
    this.limit = limit;
    setServerClock();
  }

  private static RedisScript script(String name) {
    RedisScript script = RedisScript.publishing(name);
    if (!script.source().contains(TIME)) {
      throw new IllegalStateException("no time in " + name);
    }
    return RedisScript.of(name, script.source().replace(TIME, GIVEN_TIME), true);
  }

  /// Adds an instance that uses the server; `minInstances` is its setting.
  Member add(int minInstances) {
    Member member = addDisconnected(null, null, minInstances);
    member.instance().awaitUse();
    settle();
    return member;
  }

  Member addDisconnected(String username, String password, int minInstances) {
    FaultProxy proxy = new FaultProxy(server.port());
    RedisSettings settings =
        new RedisSettings(proxy.url(), username, password, null, TIMEOUTS, minInstances);
    GivenInstance instance = new GivenInstance(settings);
    GivenClock clock = new GivenClock(START);
    Function<String, RedisScript> loader = SharedInstances::script;
    RequestClaims claims = new RequestClaims(instance.connection, settings, LONGEST_EXCHANGE);
    Map<CallerId, String> accounts = new ConcurrentHashMap<>();
    SharedRateLimiter limiter =
        new SharedRateLimiter(
            limit,
            MAX_LIFE,
            settings,
            instance.connection,
            claims,
            new AccountLookup(accounts::get, caller -> sharers(accounts, caller)),
            clock,
            RedisListener.NOBODY,
            loader);
    Member member = new Member(instance, clock, claims, limiter, proxy, accounts);
    members.add(member);
    return member;
  }

  private static List<CallerId> sharers(Map<CallerId, String> accounts, CallerId caller) {
    return accounts.keySet().stream()
        .filter(other -> !other.equals(caller))
        .filter(other -> accounts.get(other).equals(accounts.get(caller)))
        .toList();
  }

  /// Lets the same time go by everywhere.
  void pass(Duration time) {
    settle();
    members.forEach(
        member -> {
          member.instance().pass(time);
          member.clock().pass(time);
        });
    serverMillis += time.toMillis();
    if (isReachable()) {
      setServerClock();
      settle();
    }
  }

  /// Runs what may wait for instances that are gone: time goes by while no reply is awaited.
  <T> T untilDone(Supplier<T> step) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(step);
    GivenInstance.until(
        () -> {
          if (members.stream().allMatch(member -> member.instance().connection.calls() == 0)) {
            members.forEach(member -> member.instance().timer.advanceTimeBy(Duration.ofMillis(1)));
          }
          return result.isDone();
        });
    return result.join();
  }

  /// Moves the clock of the server alone.
  void stepServerClock(Duration step) {
    settle();
    serverMillis += step.toMillis();
    setServerClock();
  }

  void setServerClock() {
    server.command("SET", "clock", Long.toString(serverMillis));
  }

  private boolean isReachable() {
    return members.stream().anyMatch(Member::isAvailable);
  }

  /// Waits until nothing is on its way, and every instance has heard every other.
  void settle() {
    members.forEach(member -> GivenInstance.until(() -> member.instance().connection.calls() == 0));
    List<RedisConnection> using =
        members.stream()
            .filter(Member::isAvailable)
            .map(member -> member.instance().connection)
            .toList();
    using.forEach(RedisConnection::beat);
    for (RedisConnection one : using) {
      GivenInstance.until(one.messages()::isCurrent);
      using.stream().filter(other -> other != one).forEach(other -> awaitHeard(one, other));
    }
  }

  private static void awaitHeard(RedisConnection one, RedisConnection other) {
    long sent = other.messages().sent();
    GivenInstance.until(
        () -> {
          boolean isHeard = one.messages().hasHeard(other.messages(), sent);
          if (!isHeard) {
            other.beat(); // two heartbeats later, a lost message is given up
          }
          return isHeard;
        });
  }

  @Override
  public void close() {
    members.forEach(SharedInstances::close);
    server.close();
  }

  /// Ends an instance; it says that it leaves if it can.
  static void close(Member member) {
    member.instance().close();
    member.proxy().close();
  }
}
