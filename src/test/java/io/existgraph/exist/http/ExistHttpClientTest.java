package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.ALICE;
import static io.existgraph.exist.http.FakeExchangeClient.failure;
import static io.existgraph.exist.http.FakeExchangeClient.reserve;
import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExistHttpClientTest {
  private static final ReadRequest READ = ReadRequest.of("/x/", Map.of("limit", "31"));

  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(
          10, 2, Duration.ofHours(1), GivenClock.at("2026-11-24T02:00:00Z"));
  private final FakeExchangeClient next = new FakeExchangeClient();
  private final ExistHttpClient client = new ExistHttpClient(next, limiter);

  private @Nullable Failure readFailure(ExistResponse response) {
    next.enqueue(response);
    return failure(client.read(ALICE, READ, reserve(ALICE, limiter, 1).getFirst(), _ -> {}));
  }

  @Test
  void aReadIsSentWithItsReservation() {
    assertThat(readFailure(response(200))).isNull();
    Exchange sent = next.exchanges.getFirst();
    assertThat(sent.request()).isEqualTo(ExistRequest.get(ALICE, "/x/?limit=31"));
    assertThat(sent.caller()).isEqualTo(ALICE.callerId());
  }

  @Test
  void ofErrorsOnlyExistsOwn404IsAResponse() {
    assertThat(readFailure(response(404))).isNull();
    assertThat(readFailure(response(404, null, "<html>")))
        .isEqualTo(new Failure.BadResponse(404, null));
    assertThat(readFailure(response(403))).isEqualTo(new Failure.Forbidden(403));
    assertThat(readFailure(response(500))).isEqualTo(new Failure.ServerError(500, null));
  }

  @Test
  void a429FailsWithThePauseOfTheRateLimiter() {
    var reserved = reserve(ALICE, limiter, 1).getFirst();
    limiter.refused(ALICE.callerId(), Duration.ofSeconds(30));
    next.enqueue(response(429));
    assertThat(failure(client.read(ALICE, READ, reserved, _ -> {})))
        .isEqualTo(new Failure.RateLimited(Duration.ofSeconds(30), 429));
  }

  @Test
  void aWriteUsesTheReserveAndIsNotSentBeyondTheLimit() {
    reserve(ALICE, limiter, 8);
    for (int i = 0; i < 2; i++) {
      assertThat(client.write(ALICE, "/w/", "[]", _ -> {}).block())
          .isInstanceOf(ExchangeResult.ReadableResponse.class);
    }
    assertThat(client.write(ALICE, "/w/", "[]", _ -> {}).block())
        .isInstanceOfSatisfying(
            ExchangeResult.NoReadableResponse.class,
            result -> {
              assertThat(result.failure()).isInstanceOf(Failure.RateLimited.class);
              assertThat(result.wasSent()).isFalse();
            });
    assertThat(next.exchanges).hasSize(2);
  }

  @Test
  void aWriteWithoutAResponseMayHaveBeenSent() {
    next.enqueue(new NoResponseException(new Failure.Timeout(), true, false));
    assertThat(client.write(ALICE, "/w/", "[]", _ -> {}).block())
        .isEqualTo(new ExchangeResult.NoReadableResponse(new Failure.Timeout(), true));
  }

  @Test
  void aFormHasNeitherCredentialNorReservation() {
    assertThat(client.form("/f/", "a=b", _ -> {}).block())
        .isInstanceOf(ExchangeResult.ReadableResponse.class);
    Exchange sent = next.exchanges.getFirst();
    assertThat(sent.request().credential()).isNull();
    assertThat(sent.reservation()).isNull();
  }
}
