package io.existgraph.exist.http;

import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.ratelimit.Spending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// An exchange client that records exchanges and returns the enqueued outcomes, then status 200.
final class FakeExchangeClient implements ExchangeClient {
  static final Credential ALICE = new Credential("Token alice");

  final List<Exchange> exchanges = new ArrayList<>();
  private final Deque<Mono<ExistResponse>> outcomes = new ArrayDeque<>();

  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    exchanges.add(exchange);
    return outcomes.isEmpty() ? Mono.just(response(200)) : outcomes.removeFirst();
  }

  FakeExchangeClient enqueue(ExistResponse response) {
    return enqueue(Mono.just(response));
  }

  FakeExchangeClient enqueue(NoResponseException error) {
    return enqueue(Mono.error(error));
  }

  FakeExchangeClient enqueue(Mono<ExistResponse> outcome) {
    outcomes.add(outcome);
    return this;
  }

  static ExistResponse response(int status) {
    return response(status, null, "{}");
  }

  static ExistResponse response(int status, @Nullable Duration retryAfter, String body) {
    return new ExistResponse(status, retryAfter, body.getBytes(StandardCharsets.UTF_8));
  }

  /// An exchange of a GET of Alice with a reservation.
  static Exchange read(RateLimiter limiter) {
    return read(ALICE, limiter);
  }

  static Exchange read(Credential credential, RateLimiter limiter) {
    return Exchange.first(
        ExistRequest.get(credential, "/x/"), reserve(credential, limiter, 1).getFirst(), _ -> {});
  }

  static Exchange write(RateLimiter limiter) {
    return Exchange.first(
        ExistRequest.post(ALICE, "/x/", "[]"), reserve(ALICE, limiter, 1).getFirst(), _ -> {});
  }

  static Exchange form() {
    return Exchange.first(ExistRequest.form("/x/", "a=b"), null, _ -> {});
  }

  static List<ReservedRequest> reserve(Credential credential, RateLimiter limiter, int requests) {
    return Spending.reserve(limiter, credential.callerId(), requests);
  }

  /// The failure of the exchange; null if it returned a response.
  static @Nullable Failure failure(Mono<ExistResponse> exchange) {
    return exchange
        .flatMap(_ -> Mono.<Failure>empty())
        .onErrorResume(FailureException.class, e -> Mono.just(e.failure()))
        .onErrorResume(NoResponseException.class, e -> Mono.just(e.failure()))
        .block(Duration.ofSeconds(10));
  }
}
