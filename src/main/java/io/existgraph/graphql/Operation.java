package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.caller.Credential;
import io.existgraph.plan.Desk;
import io.existgraph.plan.Known;
import io.existgraph.plan.Plan;
import io.existgraph.plan.Planner;
import io.existgraph.plan.Reading;
import io.existgraph.plan.Selection;
import io.existgraph.plan.Tally;
import io.existgraph.upstream.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One GraphQL operation of one caller: who asks, what it cost, and what was found out for it.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final Desk desk;
  private final @Nullable Credential credential;
  private final boolean isAfresh;
  private final boolean isExplained;
  private final Tally tally = new Tally();
  private volatile @Nullable Mono<Known> reading;
  private volatile @Nullable Plan plan;

  Operation(Desk desk, @Nullable Credential credential, boolean isAfresh, boolean isExplained) {
    this.desk = desk;
    this.credential = credential;
    this.isAfresh = isAfresh;
    this.isExplained = isExplained;
  }

  void putInto(GraphQLContext.Builder context) {
    context.of(KEY, this);
  }

  static Operation in(GraphQLContext context) {
    return context.get(KEY);
  }

  /// Starts reading what these root fields need or, when the operation is only to be explained,
  /// plans it.
  void begin(List<? extends Selection> roots) {
    if (credential == null) {
      return;
    }
    var wish = new Planner(credential.callerId()).wish(roots);
    Reading started = new Reading(desk, credential, isAfresh, tally);
    if (isExplained) {
      plan = started.explain(wish);
    } else {
      reading = started.read(wish).then(Mono.fromSupplier(started::known)).cache();
    }
  }

  boolean isExplained() {
    return isExplained;
  }

  @Nullable Plan plan() {
    return plan;
  }

  Tally tally() {
    return tally;
  }

  Desk desk() {
    return desk;
  }

  @Nullable Credential credential() {
    return credential;
  }

  /// The caller; fails when the request carries no credential.
  Credential caller() {
    if (credential == null) {
      throw new Failure.Unauthenticated().asException();
    }
    return credential;
  }

  /// What was found out, once it is. Fails when the request carries no credential.
  Mono<Known> known() {
    Mono<Known> started = reading;
    return started == null ? Mono.error(new Failure.Unauthenticated().asException()) : started;
  }
}
