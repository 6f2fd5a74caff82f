package io.existgraph.operation;

import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.GatewayListener.Source;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.operation.planning.LoadKeySource;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.view.CacheView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Reads what a wish needs, in as few steps as names and counts allow. All requests of a step leave
/// together; nothing leaves unless the caller's hour has room for the whole step.
public final class OperationReader {
  private final OperationDependencies desk;
  private final Credential credential;
  private final CallerId caller;
  private final CoalescingFetcher fetching;
  private final OperationCache knowledge;
  private final OperationFailures failures;
  private final OperationStats tally;
  private final ResultSizeReservation load;
  private final Instant deadline;
  private final RequestSequence agenda;

  /// `isAfresh` when the caller wants nothing that was fetched before.
  public OperationReader(
      OperationDependencies desk,
      Credential credential,
      boolean isAfresh,
      OperationStats tally,
      ResultSizeReservation load) {
    this(desk, credential, tally, load, knowledge(desk, credential, isAfresh));
  }

  private OperationReader(
      OperationDependencies desk,
      Credential credential,
      OperationStats tally,
      ResultSizeReservation load,
      OperationCache knowledge) {
    CallerCache memory = knowledge.memory();
    this.desk = desk;
    this.credential = credential;
    this.tally = tally;
    this.load = load;
    this.caller = credential.callerId();
    this.knowledge = knowledge;
    this.failures = knowledge.failures();
    this.agenda = new RequestSequence(desk.api(), knowledge, memory);
    this.fetching = new CoalescingFetcher(desk, credential, memory, knowledge);
    this.deadline = desk.clock().instant().plus(desk.longest());
  }

  /// Of a credential that Exist has just rejected nothing is known, even if memory is only about to
  /// forget it.
  private static OperationCache knowledge(
      OperationDependencies desk, Credential credential, boolean isAfresh) {
    Instant now = desk.clock().instant();
    if (desk.budget().isRejected(credential.callerId())) {
      desk.forget(credential.callerId());
    }
    CallerCache memory = desk.memory().of(credential.callerId());
    Instant notBefore = isAfresh ? now : Instant.MIN;
    return new OperationCache(memory, desk.api()::kept, desk.freshness(), now, notBefore);
  }

  /// A reader over a copy of the cached entries, each as `change` leaves it; null removes it.
  public OperationReader withChanges(
      BiFunction<CacheKey<?>, CacheEntry<?>, @Nullable CacheEntry<?>> change) {
    OperationCache left = knowledge.changed(change);
    return new OperationReader(desk, credential, tally, load, left);
  }

  /// The user's today or, while that is not known, the latest it may be.
  public LocalDate latestToday() {
    return knowledge.usable().latestToday(UserRef.SELF);
  }

  /// What is known by now.
  public ReadResult known() {
    return new ReadResult(desk.api(), knowledge, tally);
  }

  public CallerId caller() {
    return caller;
  }

  /// Takes the room that is needed by what is known before anything is read.
  public void makeRoom() {
    load.grow(knowledge.usable());
  }

  /// Completes when everything that can be known is. Fails only when the whole is refused.
  public Mono<Void> read(LoadKeySource wish) {
    return Mono.fromRunnable(this::makeRoom)
        .then(Mono.fromRunnable(load::check))
        .then(Mono.fromSupplier(() -> agenda.onEmptyMemory(wish)))
        .flatMap(needed -> inTime(wish).then(Mono.fromRunnable(() -> conclude(wish, needed))));
  }

  /// The same, but a refusal of the whole fails only the fields that would have needed it.
  public Mono<Void> readWhatCanBe(LoadKeySource wish) {
    return read(wish)
        .onErrorResume(
            FailureException.class,
            it -> Mono.fromRunnable(() -> failures.refuseTheRest(it.failure())));
  }

  /// What is not there when the operation's time is over fails by itself.
  private Mono<Void> inTime(LoadKeySource wish) {
    return step(wish)
        .timeout(
            desk.longest(), Mono.fromRunnable(() -> failures.refuseTheRest(new Failure.Timeout())));
  }

  private Mono<Void> step(LoadKeySource wish) {
    return Mono.defer(
        () -> {
          if (!desk.clock().instant().isBefore(deadline)) {
            failures.refuseTheRest(new Failure.Timeout());
            return Mono.empty();
          }
          makeRoom();
          load.check();
          RequestPlan todo = agenda.missing(wish, knowledge.usable());
          List<ReadRequest> asks = agenda.next(todo, desk.mostRequests());
          if (asks.isEmpty()) {
            return Mono.empty();
          }
          check(todo, asks);
          List<ReadRequest> funded = fund(wish, asks);
          agenda.tried().addAll(funded);
          List<Mono<Void>> begun = funded.stream().map(this::fetch).toList();
          return Mono.when(begun).then(step(wish));
        });
  }

  /// Fails when the operation needs more requests than it may send. One reading may come first that
  /// reduces how many.
  private void check(RequestPlan todo, List<ReadRequest> next) {
    List<ReadRequest> asks = agenda.untried(todo);
    int bound = agenda.bound(todo, asks);
    boolean isFirstOfMore = next.size() < asks.size() || !todo.isExact();
    boolean mayReduce = agenda.tried().isEmpty() && next.size() == 1 && isFirstOfMore;
    if (bound > desk.mostRequests() && !mayReduce) {
      throw tooCostly(bound).asException();
    }
  }

  private Failure tooCostly(int requests) {
    return new Failure.TooCostly(
        "The operation needs "
            + requests
            + " requests to Exist; the limit is "
            + desk.mostRequests()
            + ".");
  }

  /// Takes permits for all of them or, when the hour has no room, for those that no old answer can
  /// stand in for; else none is sent.
  private List<ReadRequest> fund(LoadKeySource wish, List<ReadRequest> asks) {
    return switch (fetching.take(asks)) {
      case Reservation.Granted _ -> asks;
      case Reservation.Rejected _ -> refuse(asks, new Failure.Unauthenticated());
      case Reservation.Refused(Duration retryAfter) -> {
        List<ReadRequest> rest = agenda.untried(agenda.missing(wish, knowledge.old()));
        failures.runShort();
        yield rest.size() < asks.size() && fetching.take(rest) instanceof Reservation.Granted
            ? rest
            : refuse(asks, new Failure.RateLimited(retryAfter));
      }
    };
  }

  private List<ReadRequest> refuse(List<ReadRequest> asks, Failure failure) {
    asks.forEach(it -> failures.add(it, failure));
    return List.of();
  }

  /// Begins at once, so that no permit is left behind whatever becomes of the operation.
  private Mono<Void> fetch(ReadRequest ask) {
    Duration left = Duration.between(desk.clock().instant(), deadline);
    return fetching
        .fetch(ask, tally)
        .timeout(left.isPositive() ? left : Duration.ofMillis(1))
        .doOnNext(
            it -> {
              knowledge.learn(it.answer(), it.askedAt());
              if (!it.isAsked()) {
                agenda.tried().remove(ask);
              }
            })
        .onErrorResume(
            fault -> {
              failures.add(ask, CoalescingFetcher.failure(fault));
              return Mono.empty();
            })
        .then();
  }

  private void conclude(LoadKeySource wish, Set<ReadRequest> needed) {
    Set<ReadRequest> answered = new LinkedHashSet<>(agenda.tried());
    answered.removeIf(failures::has);
    List<ReadRequest> remembered =
        needed.stream()
            .filter(it -> RequestSequence.isApart(it, answered))
            .filter(it -> isUnasked(it) || knowledge.hasStandIn(it))
            .toList();
    tally.answeredFromMemory(remembered.size());
    remembered.forEach(it -> desk.listener().answered(it, Source.MEMORY));
    refreshExpired(wish);
  }

  /// Whether it was not even asked for in vain.
  private boolean isUnasked(ReadRequest ask) {
    return RequestSequence.isApart(ask, agenda.tried()) && !failures.has(ask);
  }

  /// In the background; but not what was not there at all and could not be had in time.
  private void refreshExpired(LoadKeySource wish) {
    List<ReadRequest> expired = agenda.untried(agenda.missing(wish, knowledge.fresh()));
    if (!expired.isEmpty()) {
      Set<ReadRequest> lacking = Set.copyOf(agenda.missing(wish, knowledge.usable()).asks());
      expired.stream()
          .filter(it -> RequestSequence.isApart(it, lacking))
          .forEach(fetching::refresh);
    }
  }

  /// What is left of the caller's hour, the reserve of writes included.
  public int remaining() {
    return desk.budget().status(caller).remaining();
  }

  /// The plan of an operation that a limit refuses before anything is asked.
  public ExplainedPlan refused() {
    return new ExplainedPlan(List.of(), 0, true, desk.budget().status(caller).readable(), false);
  }

  /// What would be asked, without asking.
  public ExplainedPlan explain(LoadKeySource wish) {
    CacheView facts = knowledge.usable();
    if (!load.fits(facts)) {
      return refused();
    }
    RequestPlan todo = agenda.missing(wish, facts);
    int limit = desk.mostRequests();
    List<ReadRequest> now = agenda.next(todo, limit);
    boolean isWhole = now.size() == todo.asks().size();
    List<ReadRequest> then =
        todo.isExact() || !isWhole ? List.of() : agenda.likelyAfter(wish, todo.asks());
    Set<ReadRequest> all = new LinkedHashSet<>(agenda.onEmptyMemory(wish));
    todo.asks().forEach(all::remove);
    all.addAll(now);
    all.addAll(then);
    List<ExplainedPlan.Planned> requests =
        all.stream().map(it -> planned(it, now.contains(it), then.contains(it))).toList();
    Collection<LoadKey> afterwards = wish.needsAfterwards(facts);
    RequestPlan after = desk.api().missing(afterwards, facts);
    int later = after.asks().size() + after.later();
    boolean isUnbounded =
        todo.awaitsNames() || todo.isOpen() || after.awaitsNames() || after.isOpen();
    int bound = todo.bound(todo.asks().size()) + (isUnbounded ? 0 : later);
    int cost = isUnbounded ? Math.max(bound, limit) : bound;
    boolean isExact = todo.isExact() && later == 0 && !after.isOpen();
    int readable = desk.budget().status(caller).readable();
    boolean fits = bound <= limit && !desk.budget().isRejected(caller);
    return new ExplainedPlan(requests, cost, isExact, readable, fits);
  }

  private static ExplainedPlan.Planned planned(ReadRequest ask, boolean isNow, boolean isThen) {
    return new ExplainedPlan.Planned("GET", ask.target(), !isNow && !isThen, isThen ? 2 : 1);
  }
}
