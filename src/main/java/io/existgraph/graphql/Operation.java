package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingFieldSelectionSet;
import io.existgraph.caller.Credential;
import io.existgraph.model.WriteItem;
import io.existgraph.plan.Desk;
import io.existgraph.plan.Known;
import io.existgraph.plan.Plan;
import io.existgraph.plan.Planner;
import io.existgraph.plan.Reading;
import io.existgraph.plan.Selection;
import io.existgraph.plan.Tally;
import io.existgraph.plan.Wish;
import io.existgraph.plan.WritePlan;
import io.existgraph.plan.Writing;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.UserRef;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One GraphQL operation of one caller: who asks, what it cost, and what was found out for it.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final Desk desk;
  private final @Nullable Credential credential;
  private final String address;
  private final boolean isAfresh;
  private final boolean isExplained;
  private final Tally tally = new Tally();
  private final Instant start;
  private volatile @Nullable Mono<Known> reading;
  private volatile @Nullable Plan plan;
  private final AtomicInteger writtenItems = new AtomicInteger();

  Operation(
      Desk desk,
      @Nullable Credential credential,
      String address,
      boolean isAfresh,
      boolean isExplained) {
    this.desk = desk;
    this.credential = credential;
    this.address = address;
    this.isAfresh = isAfresh;
    this.isExplained = isExplained;
    this.start = desk.clock().instant();
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

  /// Plans mutations without running them.
  void explainWrites(List<? extends Selection> roots) {
    if (credential != null) {
      Planner planner = new Planner(credential.callerId());
      Reading reading = new Reading(desk, credential, false, tally);
      plan = new WritePlan(desk.api(), planner, reading).of(roots);
    }
  }

  /// What memory tells before a write; the caller's today is read first where it is needed.
  Mono<Known> knownBeforeWrite(boolean needsToday) {
    Reading before = new Reading(desk, caller(), false, tally);
    Wish wish = _ -> needsToday ? List.of(new Need.Identity(UserRef.SELF)) : List.<Need>of();
    return before.read(wish).then(Mono.fromSupplier(before::known));
  }

  /// What a payload selects, read after the write. Whatever fails now fails its own field only.
  Mono<Known> readPayload(DataFetchingFieldSelectionSet selected, List<WriteItem> items) {
    List<Selection> fields =
        selected.getImmediateFields().stream().<Selection>map(SelectedSelection::new).toList();
    Set<String> names = new TreeSet<>();
    items.forEach(it -> names.add(it.name().value()));
    Reading after = new Reading(desk, caller(), false, tally);
    Wish wish = new Planner(caller().callerId()).payload(fields, names);
    return after.readWhatCanBe(wish).then(Mono.fromSupplier(after::known));
  }

  /// Refuses more items than one operation may write.
  void checkItems(int items) {
    if (writtenItems.addAndGet(items) > desk.mostItems()) {
      throw new Failure.TooCostly("The operation writes more than " + desk.mostItems() + " items.")
          .asException();
    }
  }

  boolean isExplained() {
    return isExplained;
  }

  @Nullable Plan plan() {
    return plan;
  }

  /// A writing of this operation.
  Writing writing() {
    return new Writing(desk, caller(), tally, start);
  }

  /// Where the request came from.
  String address() {
    return address;
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
