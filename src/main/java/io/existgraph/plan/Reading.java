package io.existgraph.plan;

import io.existgraph.budget.Allowance;
import io.existgraph.budget.Permit;
import io.existgraph.cache.CallerMemory;
import io.existgraph.caller.CallerId;
import io.existgraph.caller.Credential;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import io.existgraph.upstream.GatewayListener.Source;
import io.existgraph.upstream.Todo;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads what a wish needs, in as few steps as names and counts allow. All requests of a step leave
/// together; nothing leaves unless the caller's hour has room for the whole step.
public final class Reading {
  private final Desk desk;
  private final CallerId caller;
  private final Fetching fetching;
  private final Knowledge knowledge;
  private final Tally tally;
  private final CallerMemory memory;
  private final Instant deadline;
  private final Set<Ask> tried = Collections.synchronizedSet(new LinkedHashSet<>());

  /// `isAfresh` when the caller wants nothing that was fetched before.
  public Reading(Desk desk, Credential credential, boolean isAfresh, Tally tally) {
    Instant now = desk.clock().instant();
    this.desk = desk;
    this.tally = tally;
    this.caller = credential.callerId();
    this.memory = desk.memory().of(caller);
    this.knowledge = new Knowledge(memory, desk.freshness(), now, isAfresh ? now : Instant.MIN);
    this.fetching = new Fetching(desk, credential, memory, knowledge);
    this.deadline = now.plus(desk.longest());
  }

  /// What is known by now.
  public Known known() {
    return new Known(knowledge, tally);
  }

  public CallerId caller() {
    return caller;
  }

  /// Completes when everything that can be known is. Fails only when the whole is refused.
  public Mono<Void> read(Wish wish) {
    return Mono.fromSupplier(() -> onEmptyMemory(wish))
        .flatMap(needed -> step(wish).then(Mono.fromRunnable(() -> conclude(wish, needed))));
  }

  /// The same, but a refusal of the whole fails only the fields that would have needed it.
  public Mono<Void> readWhatCanBe(Wish wish) {
    return read(wish)
        .onErrorResume(
            FailureException.class, it -> Mono.fromRunnable(() -> knowledge.refuse(it.failure())));
  }

  private Mono<Void> step(Wish wish) {
    return Mono.defer(
        () -> {
          List<Ask> asks = untried(wish, knowledge.usable());
          if (asks.isEmpty()) {
            return Mono.empty();
          }
          if (tried.size() + asks.size() > desk.mostRequests()) {
            return Mono.error(tooCostly(tried.size() + asks.size()).asException());
          }
          List<Ask> funded = fund(wish, asks);
          tried.addAll(asks);
          return Flux.fromIterable(funded).flatMap(this::fetch, funded.size() + 1).then(step(wish));
        });
  }

  private List<Ask> untried(Wish wish, Facts facts) {
    if (memory.isDisowned()) {
      return List.of();
    }
    return desk.api().missing(wish.needs(facts), facts).asks().stream()
        .filter(it -> !tried.contains(it))
        .toList();
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
  private List<Ask> fund(Wish wish, List<Ask> asks) {
    if (fetching.take(asks) instanceof Permit.Refused(Duration retryAfter)) {
      List<Ask> rest = untried(wish, knowledge.old());
      knowledge.runShort();
      if (rest.size() < asks.size() && fetching.take(rest) instanceof Permit.Granted) {
        return rest;
      }
      asks.forEach(it -> knowledge.fail(it, new Failure.RateLimited(retryAfter)));
      return List.of();
    }
    return asks;
  }

  private Mono<Void> fetch(Ask ask) {
    Duration left = Duration.between(desk.clock().instant(), deadline);
    return fetching
        .fetch(ask, tally)
        .timeout(left.isPositive() ? left : Duration.ofMillis(1))
        .doOnNext(
            it -> {
              knowledge.learn(it.answer(), it.askedAt());
              if (!it.isAsked()) {
                tried.remove(ask);
              }
            })
        .onErrorResume(
            fault -> {
              knowledge.fail(ask, Fetching.failure(fault));
              return Mono.empty();
            })
        .then();
  }

  private void conclude(Wish wish, Set<Ask> needed) {
    List<Ask> remembered = needed.stream().filter(it -> isApart(it, tried)).toList();
    tally.answeredFromMemory(remembered.size());
    remembered.forEach(it -> desk.listener().answered(it, Source.MEMORY));
    List<Ask> expired = untried(wish, knowledge.fresh());
    expired.forEach(fetching::refresh);
  }

  /// What an empty memory would have to ask, with the names and dates that are known.
  private Set<Ask> onEmptyMemory(Wish wish) {
    Facts names = knowledge.names();
    Set<Ask> asks = new LinkedHashSet<>(desk.api().missing(wish.needs(names), names).asks());
    Facts nothing = knowledge.nothing();
    desk.api().missing(wish.needs(nothing), nothing).asks().stream()
        .filter(it -> isApart(it, Set.copyOf(asks)))
        .forEach(asks::add);
    return asks;
  }

  private static boolean isApart(Ask ask, Set<Ask> others) {
    return others.stream().allMatch(it -> Collections.disjoint(it.topics(), ask.topics()));
  }

  /// What would be asked, without asking.
  public Plan explain(Wish wish) {
    Facts facts = knowledge.usable();
    Todo todo = desk.api().missing(wish.needs(facts), facts);
    Set<Ask> all = new LinkedHashSet<>(todo.asks());
    all.addAll(onEmptyMemory(wish));
    List<Plan.Planned> requests =
        all.stream()
            .map(it -> new Plan.Planned("GET", it.target(), !todo.asks().contains(it), 1))
            .toList();
    int most = Math.max(todo.asks().size(), desk.mostRequests());
    int cost = Math.min(todo.asks().size() + todo.later(), most);
    Allowance allowance = desk.budget().allowance(caller);
    return new Plan(requests, cost, todo.isExact(), allowance.readable());
  }
}
