package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.ClaimedReservation;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RateLimiterContract;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.redis.SharedInstances.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The hour of a caller over several instances, before a real Redis that is stopped, killed,
/// emptied, full and back. The contract is held by one instance alone.
@Order(5)
class SharedRateLimiterTest extends RateLimiterContract {
  private static final Duration HOUR_AND_MARGIN = Duration.ofHours(1).plusSeconds(1);

  /// A sixth of the limit.
  private static final int LEASE = 50;

  private static final int ALLOWANCE = 4;

  private SharedInstances instances;
  private Member a;

  @BeforeEach
  void start() {
    instances = new SharedInstances(LIMIT);
    a = instances.add(1);
  }

  @AfterEach
  void stop() {
    instances.close();
  }

  @Override
  protected RateLimiter limiter() {
    return a.limiter();
  }

  @Override
  protected void pass(Duration time) {
    instances.pass(time);
  }

  @Override
  protected void identify(CallerId caller, String account) {
    a.accounts().put(caller, account);
  }

  private Reservation reserve(Member member, int requests, RequestPriority priority) {
    return GivenInstance.await(member.limiter().reserve(alice, requests, priority));
  }

  private Reservation reserve(Member member, int requests) {
    return reserve(member, requests, RequestPriority.READ);
  }

  private List<ReservedRequest> take(Member member, int requests) {
    Reservation reservation = reserve(member, requests);
    assertThat(reservation).isInstanceOf(Reservation.Granted.class);
    return ((Reservation.Granted) reservation).requests();
  }

  private void spend(Member member, int requests) {
    take(member, requests).forEach(request -> request.commit(Duration.ZERO));
    instances.settle();
  }

  /// How many reads the member grants one after the other.
  private int spendAll(Member member) {
    int spent = 0;
    while (reserve(member, 1) instanceof Reservation.Granted(var requests)) {
      requests.getFirst().commit(Duration.ZERO);
      spent++;
    }
    return spent;
  }

  private int used(Member member) {
    return member.limiter().status(alice).used();
  }

  private static void assertRefused(Reservation reservation) {
    assertThat(reservation).isInstanceOf(Reservation.Refused.class);
  }

  @Test
  void twoInstancesSpendOneHour() {
    Member b = instances.add(1);
    spend(a, 200);
    assertThat(used(b)).isEqualTo(200);
    assertThat(spendAll(b)).isEqualTo(80);
    instances.settle();
    assertRefused(reserve(a, 1));
    assertThat(reserve(a, 20, RequestPriority.WRITE)).isInstanceOf(Reservation.Granted.class);
    assertRefused(reserve(b, 1, RequestPriority.WRITE));
    pass(HOUR_AND_MARGIN.plusSeconds(46)); // the writes were never ended
    assertThat(reserve(b, 280)).isInstanceOf(Reservation.Granted.class);
  }

  @Test
  void credentialsOfOneAccountSpendOneHourAtAllInstances() {
    Member b = instances.add(1);
    spend(a, 100);
    reserveFor(bob, b, 60);
    identify(alice, "one");
    assertThat(used(a)).isEqualTo(100);
    b.accounts().put(bob, "one");
    assertThat(b.limiter().status(bob).used()).isGreaterThanOrEqualTo(60);
    instances.settle();
    assertThat(used(a)).isEqualTo(160);
    assertThat(b.limiter().status(bob).used()).isEqualTo(160);
    reserveFor(bob, b, 100);
    reserveFor(alice, b, 20); // whose account is known at the other instance alone
    instances.settle();
    assertRefused(reserve(a, 1));
    assertRefused(GivenInstance.await(b.limiter().reserve(bob, 1, RequestPriority.READ)));
    Member late = instances.add(1);
    late.accounts().put(bob, "one");
    assertRefused(GivenInstance.await(late.limiter().reserve(bob, 1, RequestPriority.READ)));
  }

  private static void reserveFor(CallerId caller, Member member, int requests) {
    assertThat(
            GivenInstance.await(member.limiter().reserve(caller, requests, RequestPriority.READ)))
        .isInstanceOf(Reservation.Granted.class);
  }

  @Test
  void aPauseReachesAllCredentialsOfTheAccount() {
    Member b = instances.add(1);
    identify(alice, "one");
    b.accounts().put(bob, "one");
    spend(a, 1);
    reserveFor(bob, b, 1);
    instances.settle();
    a.limiter().refused(alice, Duration.ofMinutes(2));
    instances.settle();
    assertThat(b.limiter().pause(bob)).isPositive();
    assertRefused(GivenInstance.await(b.limiter().reserve(bob, 1, RequestPriority.READ)));
  }

  @Test
  void aPlanIsOneCall() {
    spend(a, 1);
    int before = calls();
    assertThat(take(a, 40)).hasSize(40);
    assertThat(calls() - before).isOne();
  }

  @Test
  void aPlanWhoseRequestsAreClaimedIsOneCallToo() {
    Member b = instances.add(1);
    spend(a, 1);
    accept(a);
    int before = calls();
    assertThat(claimed(a, "/x/", "/y/", "/z/").elsewhere()).isEmpty();
    assertThat(calls() - before).isOne();
    ClaimedReservation others = claimed(b, "/w/", "/x/", "/z/");
    assertThat(others.elsewhere()).containsOnlyKeys("/x/", "/z/");
    assertThat(((Reservation.Granted) others.reservation()).requests()).hasSize(1);
    instances.settle();
    assertThat(used(a)).isEqualTo(1 + 3 + 1);
  }

  private ClaimedReservation claimed(Member member, String... targets) {
    return GivenInstance.await(
        member.limiter().claim(alice, List.of(targets), 0, RequestPriority.READ));
  }

  @Test
  void aClaimIsTakenOverWhenItEndsAlthoughItsHolderDied() {
    Member b = instances.add(1);
    claimed(a, "/x/");
    instances.settle();
    Duration atMost = claimed(b, "/x/").elsewhere().get("/x/");
    assertThat(atMost).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
    var release = b.claims().awaitRelease(alice, "/x/", atMost).toFuture();
    a.proxy().cutOff(true);
    b.instance().timer.advanceTimeBy(atMost.minusMillis(1));
    assertThat(release).isNotDone();
    b.instance().timer.advanceTimeBy(Duration.ofMillis(1));
    assertThat(release).isCompleted();
    endClaims();
    ClaimedReservation taken = claimed(b, "/x/");
    assertThat(taken.elsewhere()).isEmpty();
    assertThat(((Reservation.Granted) taken.reservation()).requests()).hasSize(1);
  }

  /// Ends all claims by their time, of which there is no message.
  private void endClaims() {
    String claims = "for _, k in ipairs(redis.call('KEYS', 'eg:*:f:*')) do";
    instances.server.command("EVAL", claims + " redis.call('PEXPIRE', k, 0) end return 0", "0");
  }

  /// The wait of an instance for a request that is claimed at the first one.
  private CompletableFuture<Void> waitForRequestOfA(Member member) {
    claimed(a, "/x/");
    Duration atMost = claimed(member, "/x/").elsewhere().get("/x/");
    return member.claims().awaitRelease(alice, "/x/", atMost).toFuture();
  }

  @Test
  void aClaimThatIsReleasedEndsTheWaitAtOnce() {
    Member b = instances.add(1);
    var release = waitForRequestOfA(b);
    a.claims().release(alice, List.of("/x/"));
    GivenInstance.until(release::isDone);
    assertThat(claimed(b, "/x/").elsewhere()).isEmpty();
  }

  @Test
  void aClaimOfTheSameInstanceEndsTheWaitForAnothers() {
    Member b = instances.add(1);
    var release = waitForRequestOfA(b);
    endClaims();
    assertThat(release).isNotDone();
    assertThat(claimed(b, "/x/").elsewhere()).isEmpty();
    GivenInstance.until(release::isDone);
  }

  @Test
  void whoWaitsForAClaimGoesOnWhereMessagesMayBeLost() {
    Member b = instances.add(1);
    var release = waitForRequestOfA(b);
    b.instance().connection.messages().subscribed();
    GivenInstance.until(release::isDone);
    assertThat(claimed(b, "/x/").elsewhere()).containsOnlyKeys("/x/");
  }

  private int calls() {
    return instances
        .server
        .command("INFO", "commandstats")
        .lines()
        .filter(line -> line.matches("cmdstat_eval(sha)?:.*"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("[^:]*:calls=(\\d+).*", "$1")))
        .sum();
  }

  @Test
  void aRequestThatWasGivenBackIsFreeEverywhere() {
    Member b = instances.add(1);
    List<ReservedRequest> requests = take(a, 280);
    requests.getFirst().commit(Duration.ZERO);
    instances.settle();
    assertRefused(reserve(b, 1));
    requests.forEach(ReservedRequest::release);
    instances.settle();
    assertThat(take(b, 279)).hasSize(279);
  }

  @Test
  void anInstanceThatIsNewKnowsWhatWasSpent() {
    spend(a, 270);
    Member b = instances.add(1);
    assertThat(take(b, 10)).hasSize(10);
    assertRefused(reserve(b, 1));
    assertThat(used(b)).isEqualTo(280);
  }

  @Test
  void aSubscriberThatLeavesGivesBackWhatItReservedOnItsWay() {
    spend(a, 1);
    instances.server.suspend();
    a.limiter().reserve(alice, 100, RequestPriority.READ).subscribe().dispose();
    instances.server.resume();
    instances.settle();
    GivenInstance.until(() -> used(a) == 1);
    instances.settle();
    Member b = instances.add(1);
    assertThat(take(b, 279)).hasSize(279);
  }

  @Test
  void aPauseReachesTheOthersAtOnceAndOneOfThemProbesItsEnd() {
    Member b = instances.add(1);
    spend(a, 1);
    spend(b, 1);
    a.limiter().refused(alice, null);
    instances.settle();
    assertThat(b.limiter().pause(alice)).isEqualTo(Duration.ofMinutes(1));
    assertThat(reserve(b, 1)).isEqualTo(new Reservation.Refused(Duration.ofMinutes(1)));
    Member c = instances.add(1);
    assertRefused(reserve(c, 1));
    pass(Duration.ofMinutes(1));
    List<ReservedRequest> probe = take(b, 1);
    instances.settle();
    assertRefused(reserve(a, 1));
    assertRefused(reserve(c, 1));
    b.limiter().accepted(alice);
    probe.getFirst().commit(Duration.ZERO);
    instances.settle();
    assertThat(reserve(c, 1)).isInstanceOf(Reservation.Granted.class);
  }

  @Test
  void aStrangersStateIsKeptForAMinuteOnly() {
    take(a, 1);
    assertThat(timeToLive("z")).isBetween(1L, 60_000L);
    a.limiter().accepted(alice);
    spend(a, 1);
    assertThat(timeToLive("z")).isGreaterThan(3_600_000);
    assertThat(timeToLive("g")).isGreaterThan(3_600_000);
  }

  private long timeToLive(String key) {
    String name = HourScripts.keys(new KeyTags(null).of(alice)).get(key.equals("z") ? 0 : 1);
    return Long.parseLong(
        instances.server.command("PTTL", name).lines().findFirst().orElseThrow().substring(1));
  }

  @Test
  void anInstanceThatDiedLeavesOnlyWhatItReserved() {
    Member b = instances.add(1);
    spend(a, 10);
    a.limiter().accepted(alice);
    take(b, 5);
    instances.members.remove(b);
    SharedInstances.close(b);
    assertThat(spendAll(a)).isEqualTo(265);
    pass(HOUR_AND_MARGIN.plusSeconds(46));
    assertThat(take(a, 280)).hasSize(280);
  }

  // Redis is slow or gone

  @Test
  void whileRedisIsStoppedEachSpendsWhatItHasLeased() {
    Member b = instances.add(1);
    spend(a, 80); // (280 - 80) / 4 is the size of a lease
    accept(a);
    accept(b);
    instances.server.suspend();
    assertThat(whileTimeGoesBy(() -> spendAll(a))).isEqualTo(LEASE - 1);
    assertThat(whileTimeGoesBy(() -> spendAll(b))).isEqualTo(LEASE - 1);
    assertThat(a.limiter().status(alice).readable()).isZero();
    assertThat(reserve(a, 1, RequestPriority.WRITE)).isInstanceOf(Reservation.Granted.class);
    instances.server.resume();
    a.instance().awaitUse();
    b.instance().awaitUse();
    instances.settle();
    int spent = 80 + 2 * LEASE - 1;
    GivenInstance.until(() -> used(b) == spent);
    assertThat(spendAll(b)).isEqualTo(280 - spent);
    instances.settle();
    assertRefused(reserve(a, 1));
    assertThat(reserve(b, 20, RequestPriority.WRITE)).isInstanceOf(Reservation.Granted.class);
  }

  /// Lets the member take its lease.
  private void accept(Member member) {
    accept(member, LEASE);
  }

  private void accept(Member member, int lease) {
    int before = counted();
    member.limiter().accepted(alice);
    GivenInstance.until(() -> counted() == before + lease);
    instances.settle();
  }

  private int counted() {
    return counted(instances.server);
  }

  private int counted(RedisServer server) {
    String key = HourScripts.keys(new KeyTags(null).of(alice)).getFirst();
    String reply = server.command("ZCARD", key);
    return Integer.parseInt(reply.lines().findFirst().orElseThrow().substring(1));
  }

  private int spendAllByWrites(Member member) {
    int spent = 0;
    while (reserve(member, 1, RequestPriority.WRITE) instanceof Reservation.Granted) {
      spent++;
    }
    return spent;
  }

  /// One instance alone loses Redis, and the others do not know of it.
  @Test
  void whoeverIsCutOffSpendsItsLeaseAndTheOthersAllTheRest() {
    Member b = instances.add(1);
    spend(a, 1);
    accept(a);
    accept(b);
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    int read = instances.untilDone(() -> spendAll(a));
    assertThat(read).isEqualTo(300 - 1 - LEASE - 10); // half of the write reserve
    int written = instances.untilDone(() -> spendAllByWrites(a));
    assertThat(written).isEqualTo(10);
    assertThat(spendAllByWrites(b)).isEqualTo(LEASE);
  }

  @Test
  void anHourOfWhichAnInstanceReservedNothingHasAFewRequestsForIt() {
    Member b = instances.add(1);
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    assertThat(instances.untilDone(() -> spendAll(a))).isEqualTo(280);
    assertThat(spendAllByWrites(a)).isEqualTo(20 - ALLOWANCE);
    assertThat(spendAll(b)).isEqualTo(ALLOWANCE);
    b.proxy().cutOff(false);
    b.instance().awaitUse();
    instances.settle();
    assertRefused(reserve(a, 1, RequestPriority.WRITE));
    assertRefused(reserve(b, 1, RequestPriority.WRITE));
  }

  @Test
  void anInstanceThatOnlyWaitedForAnothersRequestKeepsItsAllowance() {
    Member b = instances.add(1);
    claimed(a, "/x/");
    assertThat(claimed(b, "/x/").elsewhere()).containsOnlyKeys("/x/");
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    assertThat(instances.untilDone(() -> spendAll(a))).isEqualTo(280 - 1);
    assertThat(spendAllByWrites(a)).isEqualTo(20 - ALLOWANCE);
    assertThat(spendAllByWrites(b)).isEqualTo(ALLOWANCE);
  }

  /// An hour that has room is refused until Redis is back, which may be at any time.
  @Test
  void whatOnlyAnOutageForbidsMayBeRetriedSoon() {
    Member b = instances.add(1);
    spend(b, 1);
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    assertThat(retryAfter(reserve(b, 279))).isEqualTo(Duration.ofSeconds(5));
    assertThat(retryAfter(reserve(b, 280))).isGreaterThan(Duration.ofMinutes(59));
  }

  private static Duration retryAfter(Reservation reservation) {
    assertThat(reservation).isInstanceOf(Reservation.Refused.class);
    return ((Reservation.Refused) reservation).retryAfter();
  }

  /// The others leave room for it once, and an emptied server does not know how little is left.
  @Test
  void anAllowanceIsSpentOnceAlthoughRedisWasBackInBetween() {
    Member b = instances.add(1);
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    assertThat(instances.untilDone(() -> spendAll(a))).isEqualTo(280);
    assertThat(spendAllByWrites(a)).isEqualTo(20 - ALLOWANCE);
    assertThat(spendAllByWrites(b)).isEqualTo(ALLOWANCE);
    instances.server.command("FLUSHALL");
    instances.setServerClock();
    b.proxy().cutOff(false);
    b.instance().awaitUse();
    instances.settle();
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    assertThat(spendAllByWrites(b)).isZero();
  }

  /// What the server has lost, only instances know that are cut off as well.
  @Test
  void anHourIsNotBegunAnewWhileThoseThatKnowItAreAway() {
    Member b = instances.add(1);
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    assertThat(instances.untilDone(() -> take(a, 200))).hasSize(200);
    instances.settle();
    a.proxy().cutOff(true);
    GivenInstance.until(() -> !a.isAvailable());
    instances.server.command("FLUSHALL");
    instances.setServerClock();
    b.proxy().cutOff(false);
    b.instance().awaitUse();
    assertThat(instances.untilDone(() -> spendAllByWrites(b))).isEqualTo(ALLOWANCE);
    a.proxy().cutOff(false);
    a.instance().awaitUse();
    instances.settle();
    assertThat(instances.untilDone(() -> spendAll(b))).isBetween(60, 80 - ALLOWANCE);
  }

  @Test
  void leasesShrinkWithWhatIsLeftAndAreNotInAnybodysWay() {
    Member b = instances.add(1);
    Member c = instances.add(1);
    spend(a, 1);
    accept(a, 46); // (280 - 1) / 6
    accept(b, 46);
    accept(c, 46);
    assertThat(take(a, 140)).hasSize(140);
    assertThat(take(a, 60)).hasSize(60);
    assertThat(take(b, 79)).hasSize(79);
    instances.settle();
    assertThat(reserve(c, 20, RequestPriority.WRITE)).isInstanceOf(Reservation.Granted.class);
    assertRefused(reserve(a, 1, RequestPriority.WRITE));
  }

  @Test
  void anInstanceThatIsNewRecallsLeasesThatItOnlyKnowsFromRedis() {
    Member b = instances.add(1);
    spend(b, 1);
    accept(b);
    Member c = instances.add(1);
    assertThat(take(c, 140)).hasSize(140);
    assertThat(take(c, 100)).hasSize(100);
    assertThat(take(c, 39)).hasSize(39);
  }

  @Test
  void anInstanceThatLeavesGivesItsLeaseBack() {
    Member b = instances.add(1);
    spend(b, 1);
    accept(b);
    instances.members.remove(b);
    SharedInstances.close(b);
    a.instance().pass(Duration.ofSeconds(11));
    a.instance().connection.beat();
    GivenInstance.until(a.instance().connection.messages()::isCurrent);
    assertThat(spendAll(a)).isEqualTo(279);
    assertThat(reserve(a, 20, RequestPriority.WRITE)).isInstanceOf(Reservation.Granted.class);
  }

  /// Runs what waits for a stopped server, whose timeout ends the wait.
  private <T> T whileTimeGoesBy(Supplier<T> step) {
    var result = CompletableFuture.supplyAsync(step);
    GivenInstance.until(
        () -> {
          instances.members.forEach(
              member -> member.instance().timer.advanceTimeBy(Duration.ofMillis(10)));
          return result.isDone();
        });
    return result.join();
  }

  @Test
  void anInstanceThatIsAloneSpendsTheWholeRest() {
    spend(a, 40);
    instances.server.kill();
    GivenInstance.until(() -> !a.isAvailable());
    assertThat(spendAll(a)).isEqualTo(240);
    instances.server.restart();
    instances.setServerClock();
    a.instance().awaitUse();
    Member b = instances.add(1);
    assertRefused(reserve(b, 1));
  }

  @Test
  void theSettingIsTheLeastNumberOfInstancesAndAKilledServerCostsNoWait() {
    Member lonely = instances.add(4);
    spend(lonely, 40);
    accept(lonely, 30); // (280 - 40) / 8
    instances.server.kill();
    GivenInstance.until(() -> !lonely.isAvailable());
    assertThat(spendAll(lonely)).isEqualTo(30 - 1);
    instances.server.restart();
    instances.setServerClock();
    lonely.instance().awaitUse();
    a.instance().awaitUse();
    assertThat(spendAll(lonely)).isEqualTo(300 - 10 - 3 * ALLOWANCE - 40 - 29);
  }

  @Test
  void aServerThatWasEmptiedLearnsTheHourAgainFromThoseThatKnowIt() {
    Member b = instances.add(1);
    spend(a, 150);
    spend(b, 50);
    instances.server.command("FLUSHALL");
    instances.setServerClock();
    assertThat(take(b, 70)).hasSize(70);
    instances.settle();
    assertThat(spendAll(a)).isEqualTo(10);
    Member c = instances.add(1);
    assertRefused(reserve(c, 1));
  }

  @Test
  void aServerThatIsFullRefusesNoCallerThatIsNew() {
    Member b = instances.add(1);
    instances.server.command("CONFIG", "SET", "maxmemory", "1");
    assertThat(take(a, 3)).hasSize(3);
    assertThat(take(b, 3)).hasSize(3);
    instances.server.command("CONFIG", "SET", "maxmemory", "0");
    a.instance().awaitUse();
    b.instance().awaitUse();
    instances.settle();
    assertThat(used(a)).isEqualTo(6);
  }

  @Test
  void aServerThatIsFullIsTreatedLikeNone() {
    spend(a, 100);
    instances.server.command("CONFIG", "SET", "maxmemory", "1");
    assertThat(spendAll(a)).isEqualTo(180);
    assertThat(a.isAvailable()).isFalse();
    instances.server.command("CONFIG", "SET", "maxmemory", "0");
    a.instance().awaitUse();
    instances.settle();
    Member b = instances.add(1);
    assertRefused(reserve(b, 1));
  }

  /// What was lost while an instance was away, and what a clock freed too early, it learns from the
  /// others.
  @Test
  void whoeverMissedMessagesAsksTheOthersWhatTheyKnow() {
    Member b = instances.add(1);
    b.proxy().cutOff(true);
    GivenInstance.until(() -> !b.isAvailable());
    instances.untilDone(
        () -> {
          spend(a, 270);
          return true;
        });
    instances.server.command("FLUSHALL");
    instances.setServerClock();
    b.proxy().cutOff(false);
    b.instance().awaitUse();
    instances.settle();
    assertRefused(reserve(b, 11));
    assertThat(take(b, 10)).hasSize(10);
    instances.stepServerClock(Duration.ofHours(2));
    Member c = instances.add(1);
    assertRefused(reserve(c, 1));
  }

  /// As where the address of the setting leads to the primary, whichever server that is.
  @Test
  void aPromotedReplicaGoesOnWithTheHour() {
    try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", primary())) {
      Member b = instances.add(1);
      spend(a, 60);
      spend(b, 40);
      GivenInstance.until(() -> counted(replica) == 100);
      instances.server.kill();
      replica.command("REPLICAOF", "NO", "ONE");
      for (Member member : instances.members) {
        member.proxy().leadTo(replica.port());
        GivenInstance.until(() -> !member.isAvailable());
        member.instance().awaitUse();
      }
      instances.settle();
      assertThat(used(b)).isEqualTo(100);
      take(b, 180);
      instances.settle();
      assertRefused(reserve(a, 1));
      assertThat(counted(replica)).isEqualTo(280);
    }
  }

  private String primary() {
    return Integer.toString(instances.server.port());
  }

  @Test
  void theServersClockAloneFreesNothing() {
    spend(a, 280);
    instances.stepServerClock(Duration.ofHours(2));
    assertRefused(reserve(a, 1));
    instances.stepServerClock(Duration.ofHours(-2));
    assertRefused(reserve(a, 1));
    pass(HOUR_AND_MARGIN);
    assertThat(reserve(a, 1)).isNotNull();
  }

  /// Redis is called in a while although the hour is full, and so notices how late it was.
  @Test
  void aServersClockThatIsSetBackHoldsNothingForLonger() {
    spend(a, 100);
    instances.stepServerClock(Duration.ofHours(2));
    spend(a, 180);
    pass(Duration.ofMinutes(30));
    assertRefused(reserve(a, 1));
    instances.settle();
    instances.stepServerClock(Duration.ofHours(-2));
    pass(Duration.ofSeconds(10));
    assertRefused(reserve(a, 1));
    instances.settle();
    pass(Duration.ofMinutes(31));
    assertThat(spendAll(a)).isEqualTo(280);
  }

  @Test
  void anInstancesClockAloneFreesNothing() {
    Member b = instances.add(1);
    spend(b, 280);
    a.clock().pass(Duration.ofHours(2));
    a.instance().ticker.pass(Duration.ofHours(2));
    a.instance().connection.beat();
    GivenInstance.until(a.instance().connection.messages()::isCurrent);
    assertRefused(reserve(a, 1));
  }

  @Test
  void aUserWithTheDocumentedRightsMayDoEverything() throws IOException {
    String rights =
        Pattern.compile("user gateway (on >PASSWORD .*)")
            .matcher(Files.readString(Path.of("docker/README.md")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    String[] user = ("ACL SETUSER gateway " + rights + " ~clock +get").split(" ");
    assertThat(instances.server.command(user)).startsWith("+OK");
    Member b = instances.addDisconnected("gateway", "PASSWORD", 1);
    b.instance().awaitUse();
    instances.settle();
    spend(b, 10);
    b.limiter().accepted(alice);
    b.limiter().refused(alice, Duration.ofSeconds(5));
    instances.settle();
    assertThat(b.isAvailable()).isTrue();
    assertThat(a.limiter().pause(alice)).isEqualTo(Duration.ofSeconds(5));
    assertThat(used(a)).isEqualTo(10);
  }

  @Test
  void keysAndMessagesShowNeitherCallersNorCredentials() {
    spend(a, 3);
    String keys = instances.server.command("KEYS", "*");
    assertThat(keys).contains("eg:{").doesNotContain(alice.brief(), "alice");
  }
}
