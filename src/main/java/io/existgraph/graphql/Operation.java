package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.Failure;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.operation.ArgumentRules;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.Loaded;
import io.existgraph.operation.OperationDependencies;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.ResultSizeReservation;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.write.BatchWriter;
import io.existgraph.write.WritePlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One GraphQL operation of one caller: who asks, what it selects, what it cost, and what it
/// loaded.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final OperationDependencies desk;
  private final @Nullable Credential credential;
  private final String address;
  private final boolean noCache;
  private final boolean isExplained;
  private final OperationStats stats = new OperationStats();
  private final Instant start;
  private volatile @Nullable SelectionTree selection;
  private volatile @Nullable DataLoaderRegistry loaders;
  private volatile @Nullable OperationReader reader;
  private volatile @Nullable CompletableFuture<LoadResults> results;
  private volatile @Nullable ExplainedPlan plan;
  private volatile @Nullable ResultSizeReservation reservation;
  private volatile @Nullable Failure refusal;
  private volatile int items;

  Operation(
      OperationDependencies desk,
      @Nullable Credential credential,
      String address,
      boolean noCache,
      boolean isExplained) {
    this.desk = desk;
    this.credential = credential;
    this.address = address;
    this.noCache = noCache;
    this.isExplained = isExplained;
    this.start = desk.clock().instant();
  }

  void putInto(GraphQLContext.Builder context) {
    context.of(KEY, this);
  }

  static Operation in(GraphQLContext context) {
    return context.get(KEY);
  }

  /// The field that is being fetched, with its parsed arguments.
  static SelectedField selected(DataFetchingEnvironment environment) {
    SelectionTree tree = in(environment.getGraphQlContext()).selection;
    return Objects.requireNonNull(tree).at(environment);
  }

  /// Takes the selection and checks its arguments, before anything of it is executed.
  SelectionTree select(ExecutableNormalizedOperation normalized, DataLoaderRegistry registry) {
    CallerId caller = credential == null ? null : credential.callerId();
    SelectionTree tree = new SelectionTree(normalized, ArgumentRules.of(desk, caller));
    selection = tree;
    loaders = registry;
    return tree;
  }

  boolean hasInvalidFields() {
    SelectionTree tree = selection;
    return tree != null && tree.hasInvalidFields();
  }

  /// Starts reading all keys of these root fields and primes the DataLoaders with them or, when the
  /// operation is only to be explained, plans it.
  void begin(LookAhead lookAhead, List<SelectedField> roots) {
    if (credential == null) {
      return;
    }
    reservation = reservation(sizes -> lookAhead.querySize(roots, sizes));
    LoadKeySet keys = lookAhead.keys(roots);
    OperationReader started = reader(noCache);
    Failure refused = refusal(credential);
    refusal = refused;
    if (isExplained) {
      plan = unlessRefused(started.explain(keys));
    } else if (refused != null) {
      results = CompletableFuture.failedFuture(refused.asException());
    } else {
      results = load(started, keys, started.read(keys));
    }
  }

  private ResultSizeReservation reservation(ToLongFunction<ResultSizes> estimate) {
    return new ResultSizeReservation(desk.room(), estimate);
  }

  private CompletableFuture<LoadResults> load(
      OperationReader started, LoadKeySet keys, Mono<Void> reading) {
    reader = started;
    PrimedLoads primed = PrimedLoads.prime(keys, Objects.requireNonNull(loaders));
    return reservation()
        .resume(reading.then(Mono.fromSupplier(started::results)))
        .doOnNext(primed::complete)
        .doOnError(primed::fail)
        .toFuture();
  }

  /// Loads keys that the look-ahead missed: a further batch, within the limits of the operation.
  Mono<Map<LoadKey<?>, Loaded<?>>> load(Set<LoadKey<?>> keys) {
    OperationReader started = Objects.requireNonNull(reader);
    return Mono.fromFuture(results(), /* suppressCancel= */ true)
        .then(Mono.defer(() -> started.readMore(LoadKeySet.missed(keys))))
        .then(Mono.fromSupplier(() -> loaded(keys, started.results())));
  }

  private static Map<LoadKey<?>, Loaded<?>> loaded(Set<LoadKey<?>> keys, LoadResults results) {
    Map<LoadKey<?>, Loaded<?>> loaded = new HashMap<>();
    keys.forEach(key -> loaded.put(key, results.loaded(key)));
    return loaded;
  }

  /// Looks whether there is room for what these mutations may answer with, before any is run.
  void beginWrites(LookAhead lookAhead, List<SelectedField> roots) {
    if (credential != null) {
      items = WritePlanner.items(roots);
      reservation = reservation(sizes -> lookAhead.mutationSize(roots, sizes));
      refusal = refusal(credential);
      reader(false).reserve();
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

  private OperationReader reader(boolean isWithoutCache) {
    return new OperationReader(desk, caller(), isWithoutCache, stats, reservation());
  }

  private ResultSizeReservation reservation() {
    return Objects.requireNonNull(reservation);
  }

  /// Gives back what was reserved, once the last field is fetched.
  void end() {
    ResultSizeReservation taken = reservation;
    if (taken != null) {
      taken.end();
    }
  }

  /// Whether there was no room for it, and nothing was requested.
  boolean isRejected() {
    ResultSizeReservation wanted = reservation;
    return wanted != null && wanted.isTurnedAway() && (results != null || stats.requests() == 0);
  }

  /// Plans mutations without running them.
  void explainWrites(LookAhead lookAhead, List<SelectedField> roots) {
    if (credential != null) {
      reservation = reservation(sizes -> lookAhead.mutationSize(roots, sizes));
      refusal = refusal(credential);
      plan =
          unlessRefused(
              WritePlanner.items(roots) > desk.mostItems()
                  ? reader(false).refused()
                  : new WritePlanner(desk.api(), lookAhead::payloadKeys, reader(false))
                      .plan(roots));
    }
  }

  /// What is cached before a write; the caller's today is read first where it is needed.
  Mono<LoadResults> loadBeforeWrite(boolean needsToday) {
    OperationReader before = reader(false);
    reservation().check();
    LoadKeySet keys = LoadKeySet.of(needsToday ? List.of(new ProfileKey(UserRef.SELF)) : List.of());
    return before.read(keys).then(Mono.fromSupplier(before::results));
  }

  /// Loads what a payload selects, after the write: the DataLoaders forget what they had. Whatever
  /// fails now fails its own field only.
  CompletableFuture<LoadResults> loadPayload(LoadKeySet keys) {
    Objects.requireNonNull(loaders).getDataLoaders().forEach(DataLoader::clearAll);
    OperationReader after = reader(noCache);
    CompletableFuture<LoadResults> loading = load(after, keys, after.readLeniently(keys));
    results = loading;
    return loading;
  }

  /// Fails when the operation may not write: without a credential, with one that is not sent from
  /// this address, without room, or with more items in all its fields than one operation may have.
  void mustBeAbleToWrite() {
    var _ = caller();
    Failure refused = refusal;
    if (refused != null) {
      throw refused.asException();
    }
    reservation().check();
    if (items > desk.mostItems()) {
      throw new Failure.TooCostly("The operation writes more than " + desk.mostItems() + " items.")
          .asException();
    }
  }

  /// Fails where the API that is asked cannot do it; after the credential, which comes first.
  void mustBeAble(ApiFeature feature) {
    var _ = caller();
    if (!can(feature)) {
      throw FailureExceptionResolver.notSupported().asException();
    }
  }

  boolean can(ApiFeature feature) {
    return desk.api().can(feature);
  }

  /// Fails for another user: Exist answers it of the caller alone.
  void requireCaller(UserRef user) {
    if (!user.isSelf() && !results().join().resolve(user).isSelf()) {
      throw new Failure.Forbidden().asException();
    }
  }

  /// The moment that the user's today is told by.
  Instant now() {
    return results().join().now();
  }

  boolean isExplained() {
    return isExplained;
  }

  @Nullable ExplainedPlan plan() {
    return plan;
  }

  /// A writing of this operation.
  BatchWriter writing() {
    return new BatchWriter(desk, caller(), stats, start);
  }

  /// Where the request came from.
  String address() {
    return address;
  }

  OperationStats stats() {
    return stats;
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

  /// What is left of the caller's window; null without a credential.
  @Nullable RateLimitStatus allowance() {
    return credential == null ? null : desk.budget().status(credential.callerId());
  }

  UserNode me() {
    return new UserNode(caller().callerId(), UserRef.SELF);
  }

  /// What was loaded, once it is. Fails when the request carries no credential.
  CompletableFuture<LoadResults> results() {
    CompletableFuture<LoadResults> started = results;
    return started == null
        ? CompletableFuture.failedFuture(new Failure.Unauthenticated().asException())
        : started;
  }
}
