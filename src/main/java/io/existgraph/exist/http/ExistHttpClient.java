package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Exchanges with Exist that are paid for: each is counted in its caller's hour, waits its turn
/// among that caller's exchanges and is over within its time.
public final class ExistHttpClient {
  private static final Set<Integer> NOTHING_ANSWERED = Set.of(502, 503, 504);

  private final ExistWebClient wire;
  private final RateLimiter budget;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final RetryBudget retryBudget = new RetryBudget();
  private final int atOnce;
  private final Duration longest;
  private final InstantSource clock;
  private final ExchangeListener always;

  /// An exchange takes `longest`, and waits for its turn as long as `patience`: after that nobody
  /// wants it any more. `always` hears of every exchange, whoever else does.
  public ExistHttpClient(
      ExistWebClient wire,
      RateLimiter budget,
      int atOnce,
      Duration longest,
      Duration patience,
      InstantSource clock,
      ExchangeListener always) {
    this.always = always;
    this.wire = wire;
    this.budget = budget;
    this.atOnce = atOnce;
    this.longest = longest;
    this.clock = clock;
    this.breaker = new CircuitBreaker(clock);
    this.bulkhead = new Bulkhead(caller -> budget.maxConcurrency(caller, atOnce), patience);
  }

  /// Reads what was asked for with a permit that is already taken. Tried once more where nothing
  /// was answered, if the budget has another request; never after a 429.
  public Mono<ExistResponse> read(
      Credential credential, ReadRequest ask, ExchangeListener listener) {
    CallerId caller = credential.callerId();
    ExistRequest call = ExistRequest.get(credential, ask.target());
    retryBudget.called();
    return exchange(caller, call, listener, 1)
        .flatMap(raw -> isAnswerless(raw) ? Mono.error(new Answerless(raw)) : Mono.just(raw))
        .onErrorResume(fault -> again(caller, call, listener, fault))
        .onErrorMap(NoResponseException.class, lost -> lost.failure().asException())
        .doOnNext(reply -> refuse(caller, reply));
  }

  /// Sends a write once, whatever happens: it is paid from the budget, its reserve included, and is
  /// never tried again.
  public Mono<ExchangeResult> write(
      Credential credential, String path, String json, ExchangeListener listener) {
    CallerId caller = credential.callerId();
    ExistRequest call = new ExistRequest(credential, "POST", path, "application/json", json);
    return Mono.defer(
            () ->
                switch (budget.reserve(caller, 1, RequestPriority.WRITE)) {
                  case Reservation.Granted _ -> exchange(caller, call, listener, 1);
                  case Reservation.Refused(Duration wait) -> failed(new Failure.RateLimited(wait));
                  case Reservation.Rejected _ -> failed(new Failure.Unauthenticated());
                })
        .<ExchangeResult>map(ExchangeResult.Answered::new)
        .onErrorResume(
            NoResponseException.class,
            lost -> Mono.just(new ExchangeResult.Unanswered(lost.failure(), lost.wasSent())))
        .onErrorResume(
            FailureException.class,
            it -> Mono.just(new ExchangeResult.Unanswered(it.failure(), false)));
  }

  /// Sends a form without a credential, once. Nobody's budget pays for it.
  public Mono<ExchangeResult> form(String path, String form, ExchangeListener listener) {
    ExistRequest call =
        new ExistRequest(null, "POST", path, "application/x-www-form-urlencoded", form);
    ExchangeObservation watch = watch(listener, call, 1);
    if (!breaker.admits()) {
      return Mono.just(new ExchangeResult.Unanswered(new Failure.Unavailable(), false));
    }
    watch.begins();
    return wire.send(call)
        .doOnCancel(breaker::toldNothing)
        .doOnNext(
            reply -> {
              breaker.ended(null, reply.status() >= 500);
              watch.ended(reply.status());
            })
        .doOnError(
            NoResponseException.class,
            lost -> {
              tellBreaker(null, lost);
              watch.ended(0);
            })
        .<ExchangeResult>map(ExchangeResult.Answered::new)
        .onErrorResume(
            NoResponseException.class,
            lost -> Mono.just(new ExchangeResult.Unanswered(lost.failure(), lost.wasSent())));
  }

  private static boolean isAnswerless(ExistResponse raw) {
    return NOTHING_ANSWERED.contains(raw.status()) && raw.retryAfter() == null;
  }

  private Mono<ExistResponse> again(
      CallerId caller, ExistRequest call, ExchangeListener listener, Throwable fault) {
    boolean isWorthIt =
        fault instanceof Answerless
            || (fault instanceof NoResponseException lost && lost.mayBeRetried());
    if (isWorthIt
        && isPlenty(budget.status(caller))
        && retryBudget.take()
        && budget.reserve(caller, 1, RequestPriority.READ) instanceof Reservation.Granted) {
      return Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300)))
          .then(Mono.defer(() -> exchange(caller, call, listener, 2)));
    }
    return fault instanceof Answerless answerless ? Mono.just(answerless.raw) : Mono.error(fault);
  }

  private static boolean isPlenty(RateLimitStatus left) {
    return 5 * left.remaining() >= left.limit();
  }

  private void refuse(CallerId caller, ExistResponse reply) {
    if (!reply.isSuccess() && (reply.status() != 404 || !reply.isOfExist())) {
      throw reply.failure(budget.pause(caller)).asException();
    }
  }

  private Mono<ExistResponse> exchange(
      CallerId caller, ExistRequest call, ExchangeListener listener, int attempt) {
    return bulkhead
        .run(
            caller,
            hasWaited -> {
              boolean isLate = hasWaited || attempt > 1;
              return switch (budget.admitDeparture(caller, isLate ? 0 : atOnce)) {
                case Reservation.Granted _ -> send(caller, call, watch(listener, call, attempt));
                case Reservation.Refused(Duration pause) -> failed(new Failure.RateLimited(pause));
                case Reservation.Rejected _ -> failed(new Failure.Unauthenticated());
              };
            })
        .doOnError(FailureException.class, _ -> budget.release(caller)); // it did not leave
  }

  private static <T> Mono<T> failed(Failure failure) {
    return Mono.error(failure.asException());
  }

  private Mono<ExistResponse> send(CallerId caller, ExistRequest call, ExchangeObservation watch) {
    if (!breaker.admits()) {
      budget.release(caller);
      return Mono.error(new NoResponseException(new Failure.Unavailable(), false, false));
    }
    watch.begins();
    return wire.send(call)
        .doOnCancel(breaker::toldNothing)
        .doOnNext(
            answer -> {
              settle(caller, answer);
              watch.ended(answer.status());
            })
        .doOnError(
            NoResponseException.class,
            lost -> {
              settle(caller, lost);
              watch.ended(0);
            });
  }

  /// Spent last: whoever takes a permit meanwhile hears of a refusal, or is held together with the
  /// request that was refused.
  private void settle(CallerId caller, ExistResponse answer) {
    breaker.ended(caller, answer.status() >= 500);
    switch (answer.status()) {
      case 429 -> budget.refused(caller, answer.retryAfter());
      case 401 -> {
        if (answer.isOfExist()) { // a proxy's says nothing about the credential
          budget.unauthenticated(caller);
        }
      }
      default -> budget.accepted(caller);
    }
    budget.commit(caller, Duration.ZERO);
  }

  private void settle(CallerId caller, NoResponseException lost) {
    tellBreaker(caller, lost);
    if (lost.wasSent()) {
      budget.commit(caller, longest);
    } else {
      budget.release(caller);
    }
  }

  private void tellBreaker(@Nullable CallerId caller, NoResponseException lost) {
    switch (lost.failure()) {
      case Failure.Unavailable _, Failure.Timeout _ -> breaker.ended(caller, true);
      default -> breaker.toldNothing();
    }
  }

  private ExchangeObservation watch(ExchangeListener listener, ExistRequest call, int attempt) {
    return new ExchangeObservation(List.of(always, listener), call, clock, clock.millis(), attempt);
  }

  /// An answer that says that there is none.
  private static final class Answerless extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ExistResponse raw;

    Answerless(ExistResponse raw) {
      super("no answer", null, false, false);
      this.raw = raw;
    }
  }
}
