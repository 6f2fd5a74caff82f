package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.RawExist;
import io.existgraph.RawExist.Conduct;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.ratelimit.Spending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// When Exist as a whole is left alone, and how much it is asked while it fails.
@Order(22)
class CircuitBreakerTest {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration WAIT = Duration.ofSeconds(40);
  private static final Conduct FINE = RawExist.json(200, "{}");

  private final GivenClock clock = GivenClock.at("2026-11-24T02:00:00Z");
  private final SlidingWindowRateLimiter budget =
      new SlidingWindowRateLimiter(300, 20, Duration.ofHours(1), clock);
  private volatile Conduct conduct = FINE;
  private final RawExist exist = new RawExist(_ -> conduct);
  private ExistHttpClient http = client(LONGEST);

  /// A client that waits so long for more of a body that has begun.
  private ExistHttpClient client(Duration readTimeout) {
    ExistWebClient wire = new ExistWebClient(exist::address, LONGEST, readTimeout, LONGEST, clock);
    return new ExistHttpClient(wire, budget, 4, LONGEST, LONGEST, clock, _ -> {});
  }

  @AfterEach
  void close() throws IOException {
    exist.close();
  }

  /// What a read of this caller fails with; null when it succeeds.
  private Failure read(int caller) {
    return read(caller, "/api/1/x/");
  }

  private Failure read(int caller, String target) {
    Credential credential = new Credential("Token caller" + caller);
    if (!(budget.reserve(credential.callerId(), 1, RequestPriority.READ).block()
        instanceof Reservation.Granted(var reserved))) {
      return new Failure.RateLimited(null);
    }
    ReadRequest request = ReadRequest.of(target, Map.of());
    return http.read(credential, request, reserved.getFirst(), _ -> {})
        .<Object>map(reply -> reply)
        .onErrorResume(FailureException.class, e -> Mono.just(e.failure()))
        .map(result -> result instanceof Failure failed ? failed : new Failure.NotFound())
        .block(WAIT);
  }

  private static boolean isFine(Failure failure) {
    return failure instanceof Failure.NotFound; // stands for an answer
  }

  private void readAs(int callers, int each) {
    for (int i = 0; i < each; i++) {
      IntStream.range(0, callers).forEach(this::read);
    }
  }

  @Test
  void whenHalfOfTwentyCallsFailNothingIsSentForTenSecondsAndThenThreeAreTried() {
    readAs(10, 1);
    conduct = RawExist.json(500, "{}");
    readAs(10, 1);
    exist.clearRequests();
    assertThat(read(30)).isEqualTo(new Failure.Unavailable());
    ExchangeResult write =
        http.write(new Credential("Token w"), "/api/1/w/", "[]", _ -> {}).block(WAIT);
    assertThat(write)
        .isEqualTo(new ExchangeResult.NoReadableResponse(new Failure.Unavailable(), false));
    ExchangeResult form = http.form("/api/1/auth/", "a=b", _ -> {}).block(WAIT);
    assertThat(form)
        .isEqualTo(new ExchangeResult.NoReadableResponse(new Failure.Unavailable(), false));
    assertThat(exist.requests()).isEmpty();
    assertThat(budget.status(new Credential("Token caller30").callerId()).used()).isZero();
    clock.pass(Duration.ofSeconds(10));
    IntStream.range(0, 9).forEach(this::read);
    assertThat(exist.requests()).hasSize(3);
    clock.pass(Duration.ofSeconds(10));
    conduct = FINE;
    assertThat(isFine(read(1))).isTrue();
    readAs(10, 1);
    assertThat(exist.requests()).hasSize(14);
  }

  @Test
  void oneKindOfResourceThatFailsStopsNoOther() {
    Conduct failure = RawExist.json(502, "{}");
    conduct =
        (seen, socket) ->
            (seen.target().contains("averages") ? failure : FINE).answer(seen, socket);
    for (int caller = 0; caller < 30; caller++) {
      assertThat(isFine(read(caller, "/api/1/users/$self/today/"))).isTrue();
      assertThat(isFine(read(caller, "/api/1/users/$self/averages/?limit=100"))).isFalse();
      assertThat(isFine(read(caller, "/api/1/users/demo/averages/attribute/steps/"))).isFalse();
    }
    assertThat(isFine(read(99, "/api/1/users/$self/today/"))).isTrue();
  }

  @Test
  void noMoreThanThreeAreTriedAtOnceAndOneThatToldNothingIsNone() {
    CircuitBreaker breaker = new CircuitBreaker(clock);
    for (int i = 0; i < 20; i++) {
      breaker.onError(new Credential("Token caller" + i).callerId(), "x");
    }
    clock.pass(Duration.ofSeconds(10));
    assertThat(IntStream.range(0, 9).filter(_ -> breaker.tryAcquirePermission())).hasSize(3);
    breaker.releasePermission();
    assertThat(IntStream.range(0, 9).filter(_ -> breaker.tryAcquirePermission())).hasSize(1);
  }

  @Test
  void whoSignsInFindsOutThatExistIsBack() {
    failAltogether();
    assertThat(signIn()).isInstanceOf(ExchangeResult.NoReadableResponse.class);
    clock.pass(Duration.ofSeconds(10));
    conduct = FINE;
    assertThat(signIn()).isInstanceOf(ExchangeResult.ReadableResponse.class);
    assertThat(isFine(read(99))).isTrue();
  }

  @Test
  void whoSignsInInVainProbesNoMoreThanAnybody() {
    failAltogether();
    clock.pass(Duration.ofSeconds(10));
    for (int i = 0; i < 3; i++) {
      assertThat(signIn()).isInstanceOf(ExchangeResult.ReadableResponse.class);
    }
    assertThat(signIn()).isInstanceOf(ExchangeResult.NoReadableResponse.class);
  }

  private void failAltogether() {
    conduct = RawExist.json(500, "{}");
    readAs(8, 4);
  }

  private ExchangeResult signIn() {
    return http.form("/oauth2/access_token", "a=b", _ -> {}).block(WAIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 429})
  void refusalsOfAnyNumberOfCallersAreNoFailureOfExist(int status) {
    conduct = RawExist.json(status, "{}");
    readAs(30, 1);
    conduct = FINE;
    assertThat(isFine(read(99))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void whatOneCallerIsToldIsNotHeldAgainstOthers(int status) {
    conduct = RawExist.json(status, "{}");
    readAs(1, 60);
    conduct = FINE;
    assertThat(isFine(read(99))).isTrue();
  }

  @Test
  void anExistThatFailsAltogetherIsAskedATenthMoreAndAFewAtFirst() {
    conduct = RawExist.json(503, "{}");
    for (int i = 0; i < 100; i++) {
      read(i);
      clock.pass(Duration.ofSeconds(11)); // so that it is the retries alone that are bounded
    }
    assertThat(exist.requests()).hasSizeBetween(111, 120);
  }

  @Test
  void nothingIsTriedTwiceWhenLittleOfTheHourIsLeft() {
    CallerId caller = new Credential("Token caller1").callerId();
    var _ = Spending.reserve(budget, caller, 240);
    conduct = RawExist.json(503, "{}");
    read(1);
    assertThat(exist.requests()).hasSize(1);
    read(2);
    assertThat(exist.requests()).hasSize(3);
  }

  @Test
  void nothingIsTriedTwiceWhenExistSaysWhenToComeBack() {
    conduct =
        (_, socket) -> {
          String reply = "HTTP/1.1 503 X\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n";
          socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
          return true;
        };
    assertThat(read(1)).isEqualTo(new Failure.ServerError(503, Duration.ofSeconds(9)));
    assertThat(exist.requests()).hasSize(1);
  }

  @Test
  void aBodyThatFallsSilentIsGivenUpLongBeforeTheWholeTimeIsOverAndCountsLonger() {
    http = client(Duration.ofMillis(300));
    conduct =
        (_, socket) -> {
          String begun = "HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{";
          socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
          return socket.getInputStream().read() >= 0;
        };
    assertThat(read(1)).isEqualTo(new Failure.Timeout());
    // Exist may count it as late as the time for an answer allows
    CallerId caller = new Credential("Token caller1").callerId();
    clock.pass(Duration.ofMinutes(60).plusSeconds(50));
    assertThat(budget.status(caller).used()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(20));
    assertThat(budget.status(caller).used()).isZero();
  }
}
