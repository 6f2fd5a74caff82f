package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.ratelimit.Admission;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// An exchange client that holds requests back after a 401, a 429 or any error with `Retry-After`,
/// records how Exist answered, and commits or releases their reservations: those that Exist does
/// not count are released.
final class RateLimitedExchangeClient implements ExchangeClient {
  private final ExchangeClient next;
  private final RateLimiter limiter;
  private final int maxConcurrency;
  private final Duration timeout;

  /// `timeout` of an exchange is how much longer Exist may count a request without a response.
  RateLimitedExchangeClient(
      ExchangeClient next, RateLimiter limiter, int maxConcurrency, Duration timeout) {
    this.next = next;
    this.limiter = limiter;
    this.maxConcurrency = maxConcurrency;
    this.timeout = timeout;
  }

  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    ReservedRequest reservation = exchange.reservation();
    return reservation == null
        ? next.exchange(exchange)
        : Mono.defer(() -> admit(exchange, reservation));
  }

  private Mono<ExistResponse> admit(Exchange exchange, ReservedRequest reservation) {
    int concurrency = exchange.hasWaited() ? 0 : maxConcurrency;
    return switch (limiter.admitDeparture(reservation.caller(), concurrency)) {
      case Admission.Admitted _ ->
          next.exchange(exchange)
              .doOnNext(response -> settle(reservation, response))
              .doOnError(error -> settle(reservation, error))
              .onErrorMap(NoResponseException.class, error -> noting(reservation.caller(), error))
              .doOnCancel(() -> reservation.commit(timeout));
      case Reservation.Refused(Duration pause) ->
          refuse(reservation, new Failure.RateLimited(pause));
      case Reservation.Rejected _ -> refuse(reservation, new Failure.Unauthenticated());
    };
  }

  private static Mono<ExistResponse> refuse(ReservedRequest reservation, Failure failure) {
    reservation.release();
    return Mono.error(failure.asException());
  }

  /// Committed last: whoever reserves meanwhile sees the refusal, or is held back together with the
  /// request that was refused.
  private void settle(ReservedRequest reservation, ExistResponse response) {
    note(reservation.caller(), response);
    if (response.outcome().isCounted(response.status())) {
      reservation.commit(Duration.ZERO);
    } else {
      reservation.release();
    }
  }

  /// A response that arrives too late is evaluated like any other.
  private NoResponseException noting(CallerId caller, NoResponseException error) {
    Mono<ExistResponse> late = error.response();
    return late == null
        ? error
        : error.followedBy(late.doOnNext(response -> note(caller, response)));
  }

  private void note(CallerId caller, ExistResponse response) {
    ResponseOutcome outcome = response.outcome();
    switch (outcome) {
      case UNAUTHENTICATED -> limiter.unauthenticated(caller);
      case THROTTLED, UNREADABLE -> {} // a page says nothing about the credential
      case SUCCESS, FORBIDDEN, NOT_FOUND, REJECTED, SERVER_ERROR -> limiter.accepted(caller);
    }
    boolean hasPause = response.retryAfter() != null && outcome != ResponseOutcome.SUCCESS;
    if (hasPause || outcome == ResponseOutcome.THROTTLED) {
      limiter.refused(caller, response.retryAfter());
    }
  }

  private void settle(ReservedRequest reservation, Throwable error) {
    if (error instanceof NoResponseException lost && !lost.wasSent()) {
      reservation.release();
    } else {
      reservation.commit(timeout);
    }
  }
}
