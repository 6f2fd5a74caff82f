package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.redis.SharedInstances.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations at three instances, whose clocks and whose server's clock are minutes apart,
/// against a log that is simply counted.
@Order(12)
class SharedHourModelTest {
  private static final RateLimit LIMIT = new RateLimit(60, 6, Duration.ofMinutes(10));
  private static final Duration MAX_LIFE = Duration.ofSeconds(46);
  private static final CallerId ALICE = new Credential("Token alice").callerId();
  private static final int STEPS = 250;

  /// A request that was granted, and until when it counts by the limiter's rule and by Exist's.
  private static final class Granted {
    final ReservedRequest request;
    Duration countedUntil;
    Duration existCountsUntil;

    Granted(ReservedRequest request, Duration now) {
      this.request = request;
      countedUntil = now.plus(LIMIT.countedFor()).plus(MAX_LIFE);
      existCountsUntil = Duration.ofDays(1);
    }
  }

  private final List<Granted> log = new ArrayList<>();
  private final List<Granted> running = new ArrayList<>();
  private final Set<Member> cutOff = new HashSet<>();
  private Duration now = Duration.ZERO;
  private SharedInstances instances;
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void requestsAreGrantedExactlyWhereTheLogHasRoom(long seed) {
    run(seed, false);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noHourIsOverspentWhateverIsLostOrJumps(long seed) {
    run(seed, true);
  }

  /// With `-Dsoak=true` a hundred; else a few, among them one that once overspent.
  static LongStream seeds() {
    return Boolean.getBoolean("soak") ? LongStream.range(4, 104) : LongStream.of(4, 5, 6, 7, 8, 22);
  }

  private void run(long seed, boolean hasFaults) {
    random = new Random(seed);
    try (SharedInstances all = new SharedInstances(LIMIT)) {
      instances = all;
      for (int i = 0; i < 3; i++) {
        Member member = instances.add(3);
        member.clock().pass(Duration.ofMinutes(5L * (i - 1)));
        member.instance().ticker.pass(Duration.ofMinutes(i));
        member.instance().connection.beat();
      }
      instances.settle();
      for (int step = 0; step < STEPS; step++) {
        step(hasFaults);
      }
    }
  }

  private void step(boolean hasFaults) {
    int op = random.nextInt(hasFaults ? 14 : 9);
    switch (op) {
      case 0, 1, 2, 3 -> reserve(hasFaults);
      case 4, 5, 6 -> end();
      case 7, 8 -> pass(Duration.ofMillis(random.nextInt(40_000)));
      case 9 -> {
        instances.server.command("FLUSHALL");
        instances.setServerClock();
      }
      case 10 -> instances.stepServerClock(Duration.ofSeconds(random.nextInt(600) - 300));
      case 11, 12 -> cutOffOrBack(anyone());
      default -> outage();
    }
    instances.settle();
  }

  private Member anyone() {
    return instances.members.get(random.nextInt(instances.members.size()));
  }

  /// An instance loses the server, whatever the others have, or has it again.
  private void cutOffOrBack(Member member) {
    if (cutOff.add(member)) {
      instances.settle();
      member.proxy().cutOff(true);
      GivenInstance.until(() -> !member.isAvailable());
    } else {
      cutOff.remove(member);
      member.proxy().cutOff(false);
      member.instance().awaitUse();
    }
  }

  private void reserve(boolean hasFaults) {
    int requests = 1 + random.nextInt(12);
    RequestPriority priority = RequestPriority.values()[random.nextInt(4)];
    Member member = anyone();
    Supplier<Reservation> step =
        () -> GivenInstance.await(member.limiter().reserve(ALICE, requests, priority));
    Reservation reservation = hasFaults ? instances.untilDone(step) : step.get();
    long counted = log.stream().filter(one -> one.countedUntil.compareTo(now) > 0).count();
    boolean isGranted = reservation instanceof Reservation.Granted;
    if (!hasFaults) {
      assertThat(isGranted)
          .as("%d of %d are counted, %d are asked for", counted, LIMIT.ceiling(priority), requests)
          .isEqualTo(counted + requests <= LIMIT.ceiling(priority));
    }
    if (reservation instanceof Reservation.Granted(var granted)) {
      granted.forEach(
          request -> {
            member.limiter().accepted(ALICE);
            Granted one = new Granted(request, now);
            log.add(one);
            running.add(one);
          });
      long atExist = log.stream().filter(one -> one.existCountsUntil.compareTo(now) > 0).count();
      assertThat(atExist).isLessThanOrEqualTo(LIMIT.requests());
    }
  }

  private void end() {
    for (int i = random.nextInt(8); i > 0 && !running.isEmpty(); i--) {
      Granted one = running.remove(random.nextInt(running.size()));
      if (random.nextInt(4) == 0) {
        one.request.release();
        log.remove(one);
      } else {
        one.request.commit(Duration.ZERO);
        one.countedUntil = now.plus(LIMIT.countedFor());
        one.existCountsUntil = now.plus(LIMIT.window());
      }
    }
  }

  /// Nothing runs longer than a request may.
  private void pass(Duration time) {
    while (!running.isEmpty()) {
      end();
    }
    instances.settle();
    instances.pass(time);
    now = now.plus(time);
  }

  /// The server is killed under all of them, and comes back empty.
  private void outage() {
    instances.server.kill();
    instances.members.forEach(member -> GivenInstance.until(() -> !member.isAvailable()));
    for (int i = 0; i < 4; i++) {
      reserve(true);
      end();
    }
    instances.server.restart();
    instances.setServerClock();
    instances.members.stream()
        .filter(member -> !cutOff.contains(member))
        .forEach(member -> member.instance().awaitUse());
  }
}
