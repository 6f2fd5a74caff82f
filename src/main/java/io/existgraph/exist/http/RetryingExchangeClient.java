package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// An exchange client that retries a read once where Exist itself did not answer: the connection
/// was refused, or cut before a whole response, or an intermediary returned 502, 503 or 504 without
/// `Retry-After`.
///
/// A retry needs a reservation of its own and leaves the caller a fifth of the rate limit; all
/// retries together are bounded by a [RetryBudget]. A write is never retried: it may have been
/// carried out.
final class RetryingExchangeClient implements ExchangeClient {
  private static final Set<Integer> GATEWAY_ERRORS = Set.of(502, 503, 504);

  private final ExchangeClient next;
  private final RateLimiter limiter;
  private final RetryBudget retryBudget;
  private final Supplier<Duration> delay;

  RetryingExchangeClient(ExchangeClient next, RateLimiter limiter, RetryBudget retryBudget) {
    this(
        next,
        limiter,
        retryBudget,
        () -> Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300)));
  }

  RetryingExchangeClient(
      ExchangeClient next, RateLimiter limiter, RetryBudget retryBudget, Supplier<Duration> delay) {
    this.next = next;
    this.limiter = limiter;
    this.retryBudget = retryBudget;
    this.delay = delay;
  }

  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    CallerId caller = exchange.caller();
    if (caller == null || !exchange.request().isRead()) {
      return next.exchange(exchange);
    }
    retryBudget.deposit();
    return next.exchange(exchange)
        .flatMap(RetryingExchangeClient::answered)
        .onErrorResume(error -> retry(caller, exchange, error));
  }

  private static Mono<ExistResponse> answered(ExistResponse response) {
    return GATEWAY_ERRORS.contains(response.status()) && response.retryAfter() == null
        ? Mono.error(new BadGatewayException(response))
        : Mono.just(response);
  }

  private Mono<ExistResponse> retry(CallerId caller, Exchange exchange, Throwable error) {
    ReservedRequest reservation = isRetriable(error) ? reserve(caller) : null;
    if (reservation != null) {
      return Mono.delay(delay.get())
          .doOnCancel(reservation::release)
          .then(Mono.defer(() -> next.exchange(exchange.retry(reservation))));
    }
    return error instanceof BadGatewayException e ? Mono.just(e.response()) : Mono.error(error);
  }

  private static boolean isRetriable(Throwable error) {
    return error instanceof BadGatewayException
        || (error instanceof NoResponseException lost && lost.mayBeRetried());
  }

  private @Nullable ReservedRequest reserve(CallerId caller) {
    RateLimitStatus status = limiter.status(caller);
    boolean isPlenty = 5 * status.remaining() >= status.limit();
    return isPlenty
            && retryBudget.tryWithdraw()
            && limiter.reserve(caller, 1, RequestPriority.READ)
                instanceof Reservation.Granted(var requests)
        ? requests.getFirst()
        : null;
  }
}
