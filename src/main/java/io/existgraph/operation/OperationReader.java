package io.existgraph.operation;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.view.CacheView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Reads what keys load, in as few steps as names and counts allow. All requests of a step leave
/// together; nothing leaves unless the caller's window has room for the whole step.
public final class OperationReader {
  private final OperationDependencies desk;
  private final Caller caller;
  private final CoalescingFetcher fetcher;
  private final OperationCache cache;
  private final OperationFailures failures;
  private final OperationStats stats;
  private final ResultSizeReservation reservation;
  private final Instant deadline;
  private final OperationPlanner planner;
  private final ReadConclusion conclusion;
  private Mono<Void> last = Mono.empty();

  /// With `noCache` nothing counts that was fetched before.
  public OperationReader(
      OperationDependencies desk,
      Caller caller,
      boolean noCache,
      OperationStats stats,
      ResultSizeReservation reservation) {
    this(desk, caller, stats, reservation, cache(desk, caller, noCache));
  }

  private OperationReader(
      OperationDependencies desk,
      Caller caller,
      OperationStats stats,
      ResultSizeReservation reservation,
      OperationCache cache) {
    this.desk = desk;
    this.caller = caller;
    this.stats = stats;
    this.reservation = reservation;
    this.cache = cache;
    this.failures = cache.failures();
    this.planner = new OperationPlanner(desk.api(), cache);
    this.fetcher = new CoalescingFetcher(desk, caller, cache.memory(), cache);
    this.conclusion = new ReadConclusion(desk.listener(), planner, cache, fetcher, stats);
    this.deadline = desk.clock().instant().plus(desk.longest());
  }

  /// Of a credential that Exist has just rejected nothing is known, even if the cache is only about
  /// to forget it.
  private static OperationCache cache(OperationDependencies desk, Caller caller, boolean noCache) {
    Instant now = desk.clock().instant();
    if (desk.budget().isRejected(caller.id())) {
      desk.forget(caller.id());
    }
    CallerCache memory = desk.memory().of(caller.id());
    Instant notBefore = noCache ? now : Instant.MIN;
    return new OperationCache(memory, desk.api()::upstreamList, desk.freshness(), now, notBefore);
  }

  /// A reader over a copy of the cached entries, each as `change` leaves it; null removes it.
  public OperationReader withChanges(CacheChange change) {
    return new OperationReader(desk, caller, stats, reservation, cache.changed(change));
  }

  /// The user's today or, while that is not known, the latest it may be.
  public LocalDate latestToday() {
    return cache.usable().latestToday(UserRef.SELF);
  }

  /// What the keys have loaded by now.
  public LoadResults results() {
    return new LoadResults(desk.api(), cache, stats);
  }

  /// Reserves the result size that is estimated by what is known before anything is read.
  public void reserve() {
    reservation.grow(cache.usable());
  }

  /// Completes when everything that can be known is. Fails only when the whole is refused.
  public Mono<Void> read(LoadKeySet keys) {
    return Mono.fromRunnable(this::reserve)
        .then(Mono.fromRunnable(reservation::check))
        .then(Mono.fromSupplier(() -> planner.onEmptyCache(keys)))
        .flatMap(
            needed ->
                inTime(keys).then(Mono.fromRunnable(() -> conclusion.conclude(keys, needed))));
  }

  /// The same, but a refusal of the whole fails only the fields that would have needed it.
  public Mono<Void> readLeniently(LoadKeySet keys) {
    return read(keys)
        .onErrorResume(
            FailureException.class,
            e -> Mono.fromRunnable(() -> failures.refuseTheRest(e.failure())));
  }

  /// Reads keys that were not among those of the first read. Such reads run one after the other.
  public synchronized Mono<Void> readMore(LoadKeySet keys) {
    last = last.then(readLeniently(keys)).cache();
    return last;
  }

  /// What is missing at the operation's deadline fails by itself.
  private Mono<Void> inTime(LoadKeySet keys) {
    return step(keys)
        .timeout(
            desk.longest(), Mono.fromRunnable(() -> failures.refuseTheRest(new Failure.Timeout())));
  }

  private Mono<Void> step(LoadKeySet keys) {
    return Mono.defer(
        () -> {
          if (!desk.clock().instant().isBefore(deadline)) {
            failures.refuseTheRest(new Failure.Timeout());
            return Mono.empty();
          }
          if (!planner.tried().isEmpty()) { // more is known than when the read began
            reserve();
            reservation.check();
          }
          RequestPlan plan = planner.missing(keys);
          List<ReadRequest> requests = planner.next(plan, desk.mostRequests());
          if (requests.isEmpty()) {
            return Mono.empty();
          }
          planner.check(plan, requests, desk.mostRequests());
          return send(keys, requests).then(step(keys));
        });
  }

  private Mono<Void> send(LoadKeySet keys, List<ReadRequest> requests) {
    List<ReadRequest> funded = fund(keys, requests);
    planner.tried().addAll(funded);
    return Mono.when(funded.stream().map(this::fetch).toList());
  }

  /// Reserves all of them or, when the window has no room, those that no stale entry can stand in
  /// for; else none is sent.
  private List<ReadRequest> fund(LoadKeySet keys, List<ReadRequest> requests) {
    return switch (fetcher.take(requests)) {
      case Reservation.Granted _ -> requests;
      case Reservation.Rejected _ -> refuse(requests, new Failure.Unauthenticated());
      case Reservation.Refused(Duration retryAfter) -> {
        List<ReadRequest> rest = planner.untried(planner.missing(keys, cache.old()));
        failures.runShort();
        yield rest.size() < requests.size() && fetcher.take(rest) instanceof Reservation.Granted
            ? rest
            : refuse(requests, new Failure.RateLimited(retryAfter));
      }
    };
  }

  private List<ReadRequest> refuse(List<ReadRequest> requests, Failure failure) {
    requests.forEach(request -> failures.add(request, failure));
    return List.of();
  }

  /// Begins at once, so that no reservation is left behind whatever becomes of the operation.
  private Mono<Void> fetch(ReadRequest request) {
    Duration left = Duration.between(desk.clock().instant(), deadline);
    return fetcher
        .fetch(request, stats)
        .timeout(left.isPositive() ? left : Duration.ofMillis(1))
        .doOnNext(
            fetched -> {
              cache.learn(fetched.answer(), fetched.askedAt());
              if (!fetched.isAsked()) {
                planner.tried().remove(request);
              }
            })
        .onErrorResume(
            fault -> {
              failures.add(request, CoalescingFetcher.failure(fault));
              return Mono.empty();
            })
        .then();
  }

  /// What the answer rests on; null unless everything was in the cache and fresh.
  public @Nullable AnswerBasis basis() {
    return stats.isRepeatable() && planner.tried().isEmpty()
        ? cache.basis(caller.id(), stats.answers())
        : null;
  }

  /// What is left of the caller's window, the reserve of writes included.
  public int remaining() {
    return desk.budget().status(caller.id()).remaining();
  }

  /// The plan of an operation that a limit refuses before anything is requested.
  public ExplainedPlan refused() {
    return new ExplainedPlan(
        List.of(), 0, true, desk.budget().status(caller.id()).readable(), false);
  }

  /// What would be requested, without requesting it.
  public ExplainedPlan explain(LoadKeySet keys) {
    CacheView facts = cache.usable();
    if (!reservation.fits(facts)) {
      return refused();
    }
    ExplainedPlan plan =
        new PlanExplainer(planner, keys, facts, desk.mostRequests())
            .explain(desk.budget().status(caller.id()).readable());
    return desk.budget().isRejected(caller.id()) ? plan.refused() : plan;
  }
}
