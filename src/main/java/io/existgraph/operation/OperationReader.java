package io.existgraph.operation;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.operation.planning.LoadKeySet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A reader of the data of one operation's keys, in as few steps as names and counts allow. All
/// requests of a step are sent together, and none unless the rate limit allows the whole step and
/// what is known to follow it at most.
public final class OperationReader {
  private final CallerId caller;
  private final OperationPlanner planner;
  private final CoalescingFetcher fetcher;
  private final OperationCache cache;
  private final ReadConclusion conclusion;
  private final OperationStats stats;
  private final ResultSizeReservation reservation;
  private final OperationLimits limits;
  private final InstantSource clock;
  private final Instant deadline;
  private Mono<Void> last = Mono.empty();
  private final PauseWaits pauses;
  private final StepReservation steps;

  OperationReader(
      CallerId caller,
      OperationPlanner planner,
      CoalescingFetcher fetcher,
      OperationCache cache,
      ReadConclusion conclusion,
      OperationStats stats,
      ResultSizeReservation reservation,
      OperationLimits limits,
      InstantSource clock) {
    this.caller = caller;
    this.planner = planner;
    this.fetcher = fetcher;
    this.cache = cache;
    this.conclusion = conclusion;
    this.stats = stats;
    this.reservation = reservation;
    this.limits = limits;
    this.clock = clock;
    this.deadline = clock.instant().plus(limits.maxDuration());
    this.pauses = new PauseWaits(fetcher::pause, clock, deadline);
    this.steps = new StepReservation(planner, fetcher, cache);
  }

  /// The results of the keys, as far as they are read.
  public LoadResults results() {
    return new LoadResults(planner.api(), cache, stats);
  }

  /// The request to Exist that failed so, as its method and target; null where it was none.
  public @Nullable String failedRequest(Failure failure) {
    return cache.failures().requestOf(failure);
  }

  /// Reserves the result size that is estimated by what is known before anything is read.
  public void reserve() {
    reservation.grow(cache.usable());
  }

  /// The results of the keys where the cache answers all of them alone; else null.
  public @Nullable LoadResults readCached(LoadKeySet keys) {
    return CachedRead.begin(keys, planner, reservation, stats) ? results() : null;
  }

  /// Reads the keys. Completes when everything that can be read is, and fails only when the whole
  /// read is refused.
  public Mono<Void> read(LoadKeySet keys) {
    return Mono.fromRunnable(this::reserve)
        .then(Mono.fromRunnable(reservation::check))
        .then(Mono.fromSupplier(() -> planner.onEmptyCache(keys)))
        .flatMap(
            needed ->
                inTime(keys).then(Mono.fromRunnable(() -> conclusion.conclude(keys, needed))));
  }

  /// The same, but a refusal of the whole read fails only the fields that need what is missing.
  public Mono<Void> readLeniently(LoadKeySet keys) {
    return read(keys)
        .onErrorResume(
            FailureException.class,
            e -> Mono.fromRunnable(() -> cache.failures().failRemaining(e.failure())));
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
            limits.maxDuration(),
            Mono.fromRunnable(() -> cache.failures().failRemaining(new Failure.Timeout())));
  }

  private Mono<Void> step(LoadKeySet keys) {
    return Mono.defer(
        () -> {
          if (!clock.instant().isBefore(deadline)) {
            cache.failures().failRemaining(new Failure.Timeout());
            return Mono.empty();
          }
          if (!planner.tried().isEmpty()) { // more is known than when the read began
            reserve();
            reservation.check();
          }
          RequestPlan plan = planner.missing(keys);
          boolean namesFirst = reservation.needsNamesFirst(cache.usable());
          int affordable =
              Math.min(limits.maxRequests(), planner.tried().size() + fetcher.available());
          List<ReadRequest> requests = planner.next(plan, affordable, namesFirst);
          if (requests.isEmpty()) {
            return Mono.empty();
          }
          Duration wait = pauses.next();
          if (wait != null) {
            return Mono.delay(wait).then(step(keys));
          }
          planner.check(plan, requests, limits.maxRequests());
          return send(keys, requests, planner.followUps(plan, requests)).then(step(keys));
        });
  }

  private Mono<Void> send(LoadKeySet keys, List<ReadRequest> requests, int followUps) {
    return steps
        .reserve(keys, requests, followUps)
        .flatMap(
            granted -> {
              planner.tried().addAll(granted);
              return Mono.when(granted.stream().map(this::fetch).toList());
            });
  }

  /// Begins at once, so that no reservation is left behind whatever becomes of the operation.
  private Mono<Void> fetch(ReadRequest request) {
    Duration left = Duration.between(clock.instant(), deadline);
    return fetcher
        .fetch(request, stats)
        .timeout(left.isPositive() ? left : Duration.ofMillis(1))
        .doOnNext(
            fetched -> {
              cache.store(fetched.response(), fetched.sentAt());
              if (!fetched.isSent()) {
                planner.tried().remove(request);
              }
            })
        .onErrorResume(
            fault -> {
              cache.failures().addSent(request, fault);
              return Mono.empty();
            })
        .then();
  }

  /// The basis of the response; null unless everything was in the cache and fresh.
  public @Nullable AnswerBasis basis() {
    return stats.isRepeatable() && planner.tried().isEmpty()
        ? cache.basis(caller, stats.answers())
        : null;
  }
}
