package io.existgraph.redis;

import io.existgraph.GivenClock;
import io.existgraph.ratelimit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Instances before one real Redis, for all of which time is given: the scripts read the server's
/// clock from a key.
final class SharedInstances implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String TIME = "redis.call('TIME')";
  private static final String GIVEN_TIME =
      "{math.floor(redis.call('GET', 'clock') / 1000), redis.call('GET', 'clock') % 1000 * 1000}";
  private static final Duration MAX_LIFE = Duration.ofSeconds(46);

  /// An instance, with a wall clock of its own.
  record Member(GivenInstance instance, GivenClock clock, SharedRateLimiter limiter) {
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
    RedisSettings settings =
        new RedisSettings(server.url(), null, null, null, Duration.ofMillis(50), minInstances);
    Member member = addDisconnected(settings);
    member.instance().awaitUse();
    settle();
    return member;
  }

  Member addDisconnected(RedisSettings settings) {
    GivenInstance instance = new GivenInstance(settings);
    GivenClock clock = new GivenClock(START);
    Function<String, RedisScript> loader = SharedInstances::script;
    SharedRateLimiter limiter =
        new SharedRateLimiter(
            limit,
            MAX_LIFE,
            settings,
            instance.connection,
            clock,
            instance.ticker,
            RedisListener.NOBODY,
            loader);
    Member member = new Member(instance, clock, limiter);
    members.add(member);
    return member;
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
    members.forEach(member -> member.instance().close());
    server.close();
  }
}
