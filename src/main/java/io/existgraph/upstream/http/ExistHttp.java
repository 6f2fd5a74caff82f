package io.existgraph.upstream.http;

import io.existgraph.budget.Allowance;
import io.existgraph.budget.Permit;
import io.existgraph.budget.Purpose;
import io.existgraph.budget.RateBudget;
import io.existgraph.caller.CallerId;
import io.existgraph.caller.Credential;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.ExchangeListener;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Exchanges with Exist that are paid for: each is counted in its caller's hour, waits its turn
/// among that caller's exchanges and is over within its time.
public final class ExistHttp {
  private static final Set<Integer> NOTHING_ANSWERED = Set.of(502, 503, 504);

  private final Wire wire;
  private final RateBudget budget;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final RetryBudget retryBudget = new RetryBudget();
  private final int atOnce;
  private final Duration longest;
  private final InstantSource clock;
  private final ExchangeListener always;

  /// An exchange takes `longest`, and waits for its turn as long as `patience`: after that nobody
  /// wants it any more. `always` hears of every exchange, whoever else does.
  public ExistHttp(
      Wire wire,
      RateBudget budget,
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
    this.bulkhead = new Bulkhead(caller -> budget.width(caller, atOnce), patience);
  }

  /// Reads what was asked for with a permit that is already taken. Tried once more where nothing
  /// was answered, if the budget has another request; never after a 429.
  public Mono<Reply> read(Credential credential, Ask ask, ExchangeListener listener) {
    CallerId caller = credential.callerId();
    Call call = Call.get(credential, ask.target());
    retryBudget.called();
    return exchange(caller, call, listener, 1)
        .flatMap(raw -> isAnswerless(raw) ? Mono.error(new Answerless(raw)) : Mono.just(raw))
        .onErrorResume(fault -> again(caller, call, listener, fault))
        .onErrorMap(Lost.class, lost -> lost.failure().asException())
        .doOnNext(reply -> refuse(caller, reply));
  }

  /// Sends a write once, whatever happens: it is paid from the budget, its reserve included, and is
  /// never tried again.
  public Mono<Sent> write(
      Credential credential, String path, String json, ExchangeListener listener) {
    CallerId caller = credential.callerId();
    Call call = new Call(credential, "POST", path, "application/json", json);
    return Mono.defer(
            () ->
                switch (budget.take(caller, 1, Purpose.WRITE)) {
                  case Permit.Granted _ -> exchange(caller, call, listener, 1);
                  case Permit.Refused(Duration wait) -> failed(new Failure.RateLimited(wait));
                  case Permit.Rejected _ -> failed(new Failure.Unauthenticated());
                })
        .<Sent>map(Sent.Answered::new)
        .onErrorResume(
            Lost.class, lost -> Mono.just(new Sent.Unanswered(lost.failure(), lost.wasSent())))
        .onErrorResume(
            FailureException.class, it -> Mono.just(new Sent.Unanswered(it.failure(), false)));
  }

  /// Sends a form without a credential, once. Nobody's budget pays for it.
  public Mono<Sent> form(String path, String form, ExchangeListener listener) {
    Call call = new Call(null, "POST", path, "application/x-www-form-urlencoded", form);
    Watch watch = watch(listener, call, 1);
    if (!breaker.admits()) {
      return Mono.just(new Sent.Unanswered(new Failure.Unavailable(), false));
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
            Lost.class,
            lost -> {
              tellBreaker(null, lost);
              watch.ended(0);
            })
        .<Sent>map(Sent.Answered::new)
        .onErrorResume(
            Lost.class, lost -> Mono.just(new Sent.Unanswered(lost.failure(), lost.wasSent())));
  }

  private static boolean isAnswerless(Reply raw) {
    return NOTHING_ANSWERED.contains(raw.status()) && raw.retryAfter() == null;
  }

  private Mono<Reply> again(
      CallerId caller, Call call, ExchangeListener listener, Throwable fault) {
    boolean isWorthIt =
        fault instanceof Answerless || (fault instanceof Lost lost && lost.mayBeRetried());
    if (isWorthIt
        && isPlenty(budget.allowance(caller))
        && retryBudget.take()
        && budget.take(caller, 1, Purpose.READ) instanceof Permit.Granted) {
      return Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 300)))
          .then(Mono.defer(() -> exchange(caller, call, listener, 2)));
    }
    return fault instanceof Answerless answerless ? Mono.just(answerless.raw) : Mono.error(fault);
  }

  private static boolean isPlenty(Allowance left) {
    return 5 * left.remaining() >= left.limit();
  }

  private void refuse(CallerId caller, Reply reply) {
    if (!reply.isSuccess() && (reply.status() != 404 || !reply.isOfExist())) {
      throw reply.failure(budget.pause(caller)).asException();
    }
  }

  private Mono<Reply> exchange(CallerId caller, Call call, ExchangeListener listener, int attempt) {
    return bulkhead
        .run(
            caller,
            hasWaited -> {
              boolean isLate = hasWaited || attempt > 1;
              return switch (budget.depart(caller, isLate ? 0 : atOnce)) {
                case Permit.Granted _ -> send(caller, call, watch(listener, call, attempt));
                case Permit.Refused(Duration pause) -> failed(new Failure.RateLimited(pause));
                case Permit.Rejected _ -> failed(new Failure.Unauthenticated());
              };
            })
        .doOnError(FailureException.class, _ -> budget.unused(caller)); // it did not leave
  }

  private static <T> Mono<T> failed(Failure failure) {
    return Mono.error(failure.asException());
  }

  private Mono<Reply> send(CallerId caller, Call call, Watch watch) {
    if (!breaker.admits()) {
      budget.unused(caller);
      return Mono.error(new Lost(new Failure.Unavailable(), false, false));
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
            Lost.class,
            lost -> {
              settle(caller, lost);
              watch.ended(0);
            });
  }

  /// Spent last: whoever takes a permit meanwhile hears of a refusal, or is held together with the
  /// request that was refused.
  private void settle(CallerId caller, Reply answer) {
    breaker.ended(caller, answer.status() >= 500);
    switch (answer.status()) {
      case 429 -> budget.refused(caller, answer.retryAfter());
      case 401 -> {
        if (answer.isOfExist()) { // a proxy's says nothing about the credential
          budget.unknown(caller);
        }
      }
      default -> budget.accepted(caller);
    }
    budget.spent(caller, Duration.ZERO);
  }

  private void settle(CallerId caller, Lost lost) {
    tellBreaker(caller, lost);
    if (lost.wasSent()) {
      budget.spent(caller, longest);
    } else {
      budget.unused(caller);
    }
  }

  private void tellBreaker(@Nullable CallerId caller, Lost lost) {
    switch (lost.failure()) {
      case Failure.Unavailable _, Failure.Timeout _ -> breaker.ended(caller, true);
      default -> breaker.toldNothing();
    }
  }

  private Watch watch(ExchangeListener listener, Call call, int attempt) {
    return new Watch(List.of(always, listener), call, clock, clock.millis(), attempt);
  }

  /// An answer that says that there is none.
  private static final class Answerless extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Reply raw;

    Answerless(Reply raw) {
      super("no answer", null, false, false);
      this.raw = raw;
    }
  }
}
