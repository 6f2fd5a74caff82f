package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/// The client for reads, writes and token requests, whose exchanges pass through a chain of
/// decorators.
public final class ExistHttpClient {
  private final ExchangeClient client;
  private final RateLimiter limiter;

  ExistHttpClient(ExchangeClient client, RateLimiter limiter) {
    this.client = client;
    this.limiter = limiter;
  }

  /// An exchange takes at most `timeout`, and waits for its turn at most `maxWait`. `listener`
  /// observes every exchange.
  public ExistHttpClient(
      ExistWebClient webClient,
      RateLimiter limiter,
      int maxConcurrency,
      Duration timeout,
      Duration maxWait,
      GatewayClock clock,
      ExchangeListener listener) {
    Bulkhead bulkhead =
        new Bulkhead(caller -> limiter.maxConcurrency(caller, maxConcurrency), maxWait);
    ExchangeClient chain = webClient;
    chain = new ObservedExchangeClient(chain, listener, clock);
    chain = new AvailabilityExchangeClient(chain);
    chain = new CircuitBreakerExchangeClient(chain, new CircuitBreaker(clock));
    chain = new RateLimitedExchangeClient(chain, limiter, maxConcurrency, timeout);
    chain = new BulkheadExchangeClient(chain, bulkhead);
    chain = new RetryingExchangeClient(chain, limiter, new RetryBudget());
    this(chain, limiter);
  }

  /// The types of errors with which exchanges end.
  public static List<Class<? extends Throwable>> errors() {
    return List.of(NoResponseException.class, FailureException.class);
  }

  /// Sends a read with its reservation, which it commits or releases; retried once at most. Returns
  /// a success or [ResponseOutcome#NOT_FOUND]; fails with a [FailureException], which is an
  /// [OverdueResponseException] where the response is still awaited.
  public Mono<ExistResponse> read(
      Credential credential,
      ReadRequest request,
      ReservedRequest reservation,
      ExchangeListener listener) {
    ExistRequest get = ExistRequest.get(credential, request.target());
    return client
        .exchange(Exchange.first(get, reservation, listener))
        .onErrorMap(
            NoResponseException.class,
            e -> failure(e, response -> check(reservation.caller(), response)))
        .doOnNext(response -> check(reservation.caller(), response));
  }

  private static FailureException failure(NoResponseException e, Consumer<ExistResponse> check) {
    Mono<ExistResponse> late = e.response();
    return late == null
        ? e.failure().asException()
        : new OverdueResponseException(
            e.failure(),
            late.onErrorMap(NoResponseException.class, never -> never.failure().asException())
                .doOnNext(check));
  }

  private void check(CallerId caller, ExistResponse response) {
    if (!response.isSuccess() && response.outcome() != ResponseOutcome.NOT_FOUND) {
      throw response.failure(limiter.pause(caller)).asException();
    }
  }

  /// Sends a write once. It is reserved here, from all of the rate limit. Never fails.
  public Mono<ExchangeResult> write(
      Credential credential, String path, String json, ExchangeListener listener) {
    ExistRequest post = ExistRequest.post(credential, path, json);
    return limiter
        .reserve(credential.callerId(), 1, RequestPriority.WRITE)
        .flatMap(
            reservation ->
                switch (reservation) {
                  case Reservation.Granted(var requests) ->
                      client.exchange(Exchange.first(post, requests.getFirst(), listener));
                  case Reservation.Refused(Duration wait) ->
                      Mono.error(new Failure.RateLimited(wait).asException());
                  case Reservation.Rejected _ ->
                      Mono.error(new Failure.Unauthenticated().asException());
                })
        .as(ExistHttpClient::result);
  }

  /// Sends a form without a credential, once. It counts in no rate limit. Never fails.
  public Mono<ExchangeResult> form(String path, String form, ExchangeListener listener) {
    return client
        .exchange(Exchange.first(ExistRequest.form(path, form), null, listener))
        .as(ExistHttpClient::result);
  }

  private static Mono<ExchangeResult> result(Mono<ExistResponse> exchange) {
    return exchange
        .<ExchangeResult>map(ExchangeResult.ReadableResponse::new)
        .onErrorResume(
            NoResponseException.class,
            e -> Mono.just(new ExchangeResult.NoReadableResponse(e.failure(), e.wasSent())))
        .onErrorResume(
            FailureException.class,
            e -> Mono.just(new ExchangeResult.NoReadableResponse(e.failure(), false)));
  }
}
