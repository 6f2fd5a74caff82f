package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingFieldSelectionSet;
import io.existgraph.credential.Credential;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.Failure;
import io.existgraph.exist.LoadKey;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.OperationDependencies;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.ReadResult;
import io.existgraph.operation.ResultSizeReservation;
import io.existgraph.operation.planning.ArgumentRules;
import io.existgraph.operation.planning.FieldSelection;
import io.existgraph.operation.planning.LoadKeySource;
import io.existgraph.operation.planning.LookAhead;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.write.BatchWriter;
import io.existgraph.write.WritePlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One GraphQL operation of one caller: who asks, what it cost, and what was found out for it.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final OperationDependencies desk;
  private final @Nullable Credential credential;
  private final String address;
  private final boolean isAfresh;
  private final boolean isExplained;
  private final OperationStats tally = new OperationStats();
  private final Instant start;
  private final ArgumentRules rules;
  private volatile @Nullable Mono<ReadResult> reading;
  private volatile @Nullable ExplainedPlan plan;
  private volatile @Nullable ResultSizeReservation load;
  private volatile @Nullable Failure refusal;
  private volatile int items;

  Operation(
      OperationDependencies desk,
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
    this.rules = ArgumentRules.of(desk, credential == null ? null : credential.callerId());
  }

  void putInto(GraphQLContext.Builder context) {
    context.of(KEY, this);
  }

  static Operation in(GraphQLContext context) {
    return context.get(KEY);
  }

  /// Why a field cannot be answered with these arguments; null when it can.
  @Nullable Failure objection(String field, Map<String, ? extends @Nullable Object> arguments) {
    return rules.objection(field, arguments);
  }

  /// Starts reading what these root fields need or, when the operation is only to be explained,
  /// plans it.
  void begin(List<? extends FieldSelection> selected) {
    if (credential == null) {
      return;
    }
    List<FieldSelection> roots = rules.checked(selected);
    load = new ResultSizeReservation(desk.room(), credential.callerId(), roots);
    Failure refused = refusal(credential);
    refusal = refused;
    var wish = new LookAhead(credential.callerId()).wish(roots);
    OperationReader started = reading(isAfresh);
    if (isExplained) {
      plan = unlessRefused(started.explain(wish));
    } else if (refused != null) {
      reading = Mono.error(refused.asException());
    } else {
      reading = started.read(wish).then(Mono.fromSupplier(started::known)).cache();
    }
  }

  /// Looks whether there is room for what these mutations may answer with, before any is run.
  void beginWrites(List<? extends FieldSelection> selected) {
    if (credential != null) {
      List<FieldSelection> roots = rules.checked(selected);
      items = WritePlanner.items(roots);
      load = new ResultSizeReservation(desk.room(), credential.callerId(), roots);
      refusal = refusal(credential);
      reading(false).makeRoom();
    }
  }

  /// Why the credential may not be sent from this address; null when it may.
  private @Nullable Failure refusal(Credential caller) {
    Duration delay = desk.rejections().delay(caller.callerId(), address);
    return delay.isZero() ? null : new Failure.GuessedTooOften(delay);
  }

  private ExplainedPlan unlessRefused(ExplainedPlan intended) {
    return refusal == null ? intended : intended.refused();
  }

  private OperationReader reading(boolean isAfresh) {
    return new OperationReader(desk, caller(), isAfresh, tally, load());
  }

  private ResultSizeReservation load() {
    return Objects.requireNonNull(load);
  }

  /// Gives back the room that was taken, once the last field is fetched.
  void end() {
    ResultSizeReservation taken = load;
    if (taken != null) {
      taken.end();
    }
  }

  /// Whether there was no room for it, and nobody was asked to do anything.
  boolean isTurnedAway() {
    ResultSizeReservation wanted = load;
    return wanted != null && wanted.isTurnedAway() && (reading != null || tally.requests() == 0);
  }

  /// Plans mutations without running them.
  void explainWrites(List<? extends FieldSelection> selected) {
    if (credential != null) {
      List<FieldSelection> roots = rules.checked(selected);
      load = new ResultSizeReservation(desk.room(), credential.callerId(), roots);
      refusal = refusal(credential);
      LookAhead planner = new LookAhead(credential.callerId());
      plan =
          unlessRefused(
              WritePlanner.items(roots) > desk.mostItems()
                  ? reading(false).refused()
                  : new WritePlanner(desk.api(), planner, reading(false)).of(roots));
    }
  }

  /// What memory tells before a write; the caller's today is read first where it is needed.
  Mono<ReadResult> knownBeforeWrite(boolean needsToday) {
    OperationReader before = reading(false);
    load().check();
    LoadKeySource wish =
        _ -> needsToday ? List.of(new LoadKey.Identity(UserRef.SELF)) : List.<LoadKey>of();
    return before.read(wish).then(Mono.fromSupplier(before::known));
  }

  /// What a payload selects, read after the write. Whatever fails now fails its own field only.
  Mono<ReadResult> readPayload(DataFetchingFieldSelectionSet selected, Set<String> names) {
    List<FieldSelection> fields =
        rules.checked(
            selected.getImmediateFields().stream().map(PayloadFieldSelection::new).toList());
    OperationReader after = reading(isAfresh);
    LoadKeySource wish = new LookAhead(caller().callerId()).payload(fields, names);
    return load().resume(after.readWhatCanBe(wish).then(Mono.fromSupplier(after::known)));
  }

  /// Fails when the operation may not write: without a credential, with one that is not sent from
  /// this address, without room, or with more items in all its fields than one operation may have.
  void mustBeAbleToWrite() {
    var _ = caller();
    Failure refused = refusal;
    if (refused != null) {
      throw refused.asException();
    }
    load().check();
    if (items > desk.mostItems()) {
      throw new Failure.TooCostly("The operation writes more than " + desk.mostItems() + " items.")
          .asException();
    }
  }

  /// Fails where the API that is asked cannot do it; after the credential, which comes first.
  void mustBeAble(ApiFeature ability) {
    var _ = caller();
    if (!desk.api().can(ability)) {
      throw FailureExceptionResolver.notSupported().asException();
    }
  }

  boolean isExplained() {
    return isExplained;
  }

  @Nullable ExplainedPlan plan() {
    return plan;
  }

  /// A writing of this operation.
  BatchWriter writing() {
    return new BatchWriter(desk, caller(), tally, start);
  }

  /// Where the request came from.
  String address() {
    return address;
  }

  OperationStats tally() {
    return tally;
  }

  OperationDependencies desk() {
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

  /// What is left of the caller's hour; null without a credential.
  @Nullable RateLimitStatus allowance() {
    return credential == null ? null : desk.budget().status(credential.callerId());
  }

  /// The caller, of whom that is known.
  UserNode me(ReadResult known) {
    return new UserNode(caller().callerId(), known, UserRef.SELF, UserRef.SELF);
  }

  /// What was found out, once it is. Fails when the request carries no credential.
  Mono<ReadResult> known() {
    Mono<ReadResult> started = reading;
    return started == null
        ? Mono.error(new Failure.Unauthenticated().asException())
        : load().resume(started);
  }
}
