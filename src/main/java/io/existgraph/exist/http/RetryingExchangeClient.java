package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.ratelimit.ShortPause;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// An exchange client that retries a read once where Exist itself did not answer: the connection
/// was refused, or cut before a whole response, or an intermediary returned 502, 503 or 504 without
/// `Retry-After`. A read that is throttled for a moment waits for that moment, a few times.
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
  private final Function<Duration, Mono<?>> timer;

  RetryingExchangeClient(ExchangeClient next, RateLimiter limiter, RetryBudget retryBudget) {
    this(
        next,
        limiter,
        retryBudget,
        () -> Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300)),
        Mono::delay);
  }

  /// `delay` is how long to wait before a retry, `timer` what waits.
  RetryingExchangeClient(
      ExchangeClient next,
      RateLimiter limiter,
      RetryBudget retryBudget,
      Supplier<Duration> delay,
      Function<Duration, Mono<?>> timer) {
    this.next = next;
    this.limiter = limiter;
    this.retryBudget = retryBudget;
    this.delay = delay;
    this.timer = timer;
  }

  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    CallerId caller = exchange.caller();
    if (caller == null || !exchange.request().isRead()) {
      return next.exchange(exchange);
    }
    retryBudget.deposit();
    return send(caller, exchange, ShortPause.MAX_COUNT)
        .onErrorResume(error -> retry(caller, exchange, error))
        .onErrorResume(RetriableResponseException.class, e -> Mono.just(e.response()));
  }

  /// Sends the request, again after each short pause.
  private Mono<ExistResponse> send(CallerId caller, Exchange exchange, int pauses) {
    return next.exchange(exchange)
        .flatMap(RetryingExchangeClient::answered)
        .onErrorResume(error -> pause(caller, exchange, error, pauses));
  }

  private static Mono<ExistResponse> answered(ExistResponse response) {
    boolean isGatewayError =
        GATEWAY_ERRORS.contains(response.status()) && response.retryAfter() == null;
    return isGatewayError || response.outcome() == ResponseOutcome.THROTTLED
        ? Mono.error(new RetriableResponseException(response))
        : Mono.just(response);
  }

  private Mono<ExistResponse> pause(
      CallerId caller, Exchange exchange, Throwable error, int pauses) {
    Duration pause = pauses == 0 ? null : shortPause(error);
    return pause == null
        ? Mono.error(error)
        : timer
            .apply(pause)
            .then(Mono.defer(() -> afterPause(caller, exchange, error, pauses - 1)));
  }

  /// Sends the request, unless another one was throttled meanwhile.
  private Mono<ExistResponse> afterPause(
      CallerId caller, Exchange exchange, Throwable error, int pauses) {
    return limiter
        .reserve(caller, 1, RequestPriority.READ)
        .flatMap(
            reservation ->
                switch (reservation) {
                  case Reservation.Granted(var requests) ->
                      send(caller, exchange.retry(requests.getFirst()), pauses);
                  case Reservation.Refused(Duration more) when ShortPause.wait(more) != null ->
                      pause(caller, exchange, new Failure.RateLimited(more).asException(), pauses);
                  case Reservation.Refused _, Reservation.Rejected _ -> Mono.error(error);
                });
  }

  /// How long to wait for the end of the pause that a 429 requires, or that remains of another's;
  /// null where it is long or there is none.
  private static @Nullable Duration shortPause(Throwable error) {
    Duration pause =
        switch (error) {
          case RetriableResponseException e -> e.response().retryAfter();
          case FailureException e
              when e.failure() instanceof Failure.RateLimited(var retryAfter, _) ->
              retryAfter;
          default -> null;
        };
    return ShortPause.wait(pause);
  }

  private Mono<ExistResponse> retry(CallerId caller, Exchange exchange, Throwable error) {
    return isRetriable(error)
        ? reserve(caller)
            .ofType(Reservation.Granted.class)
            .flatMap(granted -> retry(exchange, granted.requests().getFirst()))
            .switchIfEmpty(Mono.error(error))
        : Mono.error(error);
  }

  private Mono<ExistResponse> retry(Exchange exchange, ReservedRequest reservation) {
    return timer
        .apply(delay.get())
        .doOnCancel(reservation::release)
        .then(Mono.defer(() -> next.exchange(exchange.retry(reservation))));
  }

  private static boolean isRetriable(Throwable error) {
    return switch (error) {
      case RetriableResponseException e -> e.response().outcome() == ResponseOutcome.SERVER_ERROR;
      case NoResponseException lost -> lost.mayBeRetried();
      default -> false;
    };
  }

  /// Empty where too little is left for retries.
  private Mono<Reservation> reserve(CallerId caller) {
    RateLimitStatus status = limiter.status(caller);
    boolean isPlenty = 5 * status.remaining() >= status.limit();
    return isPlenty && retryBudget.tryWithdraw()
        ? limiter.reserve(caller, 1, RequestPriority.READ)
        : Mono.empty();
  }
}
