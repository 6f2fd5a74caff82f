package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.Failure;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.ArgumentRules;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.LiveValues;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.OperationDependencies;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.write.BatchWriter;
import io.existgraph.write.WritePlanner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One GraphQL operation of one caller: who asks, what it selects, what it cost, and what it
/// loaded.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final OperationDependencies desk;
  private final @Nullable Caller caller;
  private final String address;
  private final boolean noCache;
  private final boolean isExplained;
  private final OperationStats stats = new OperationStats();
  private final LiveValues live = new LiveValues();
  private final Instant start;
  private volatile @Nullable SelectionTree selection;
  private volatile @Nullable OperationLoads loads;
  private volatile @Nullable ExplainedPlan plan;
  private volatile @Nullable OperationAdmission admission;
  private volatile boolean isQuery;

  Operation(
      OperationDependencies desk,
      @Nullable Caller caller,
      String address,
      boolean noCache,
      boolean isExplained) {
    this.desk = desk;
    this.caller = caller;
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
    CallerId id = caller == null ? null : caller.id();
    SelectionTree tree = new SelectionTree(normalized, ArgumentRules.of(desk, id));
    selection = tree;
    loads = new OperationLoads(registry);
    return tree;
  }

  boolean hasInvalidFields() {
    SelectionTree tree = selection;
    return tree != null && tree.hasInvalidFields();
  }

  /// Starts reading all keys of these root fields and primes the DataLoaders with them or, when the
  /// operation is only to be explained, plans it.
  void begin(LookAhead lookAhead, List<SelectedField> roots) {
    if (caller == null) {
      return;
    }
    isQuery = true;
    admission = admission(caller, 0, sizes -> lookAhead.querySize(roots, sizes));
    LoadKeySet keys = lookAhead.keys(roots);
    OperationReader started = reader(noCache);
    Failure refusal = admission().refusal();
    if (isExplained) {
      plan = admission().unlessRefused(started.explain(keys));
    } else if (refusal != null) {
      loads().refuse(refusal);
    } else {
      loads().begin(started, keys, started.read(keys), admission().reservation());
    }
  }

  private OperationAdmission admission(
      Caller sender, int items, ToLongFunction<ResultSizes> resultSize) {
    return new OperationAdmission(desk, sender, address, items, resultSize);
  }

  private OperationAdmission admission() {
    return Objects.requireNonNull(admission);
  }

  /// What it loads, once it is selected.
  OperationLoads loads() {
    return Objects.requireNonNull(loads);
  }

  /// Looks whether there is room for what these mutations may answer with, before any is run; or
  /// plans them without running them.
  void beginWrites(LookAhead lookAhead, List<SelectedField> roots) {
    if (caller == null) {
      return;
    }
    int items = WritePlanner.items(roots);
    admission = admission(caller, items, sizes -> lookAhead.mutationSize(roots, sizes));
    OperationReader reader = reader(false);
    if (!isExplained) {
      reader.reserve();
      return;
    }
    plan =
        admission()
            .unlessRefused(
                admission().hasTooManyItems()
                    ? reader.refused()
                    : new WritePlanner(desk.api(), lookAhead::payloadKeys, reader).plan(roots));
  }

  private OperationReader reader(boolean isWithoutCache) {
    return new OperationReader(desk, caller(), isWithoutCache, stats, admission().reservation());
  }

  /// Gives back what was reserved, once the last field is fetched.
  void end() {
    OperationAdmission admitted = admission;
    if (admitted != null) {
      admitted.reservation().end();
    }
  }

  /// Whether there was no room for it, and nothing was requested.
  boolean isRejected() {
    OperationAdmission admitted = admission;
    return admitted != null
        && admitted.reservation().isTurnedAway()
        && (isQuery || stats.requests() == 0);
  }

  /// What is cached before a write; the caller's today is read first where it is needed.
  Mono<LoadResults> loadBeforeWrite(boolean needsToday) {
    OperationReader before = reader(false);
    admission().reservation().check();
    LoadKeySet keys = LoadKeySet.of(needsToday ? List.of(new ProfileKey(UserRef.SELF)) : List.of());
    return before.read(keys).then(Mono.fromSupplier(before::results));
  }

  /// Loads what a payload selects, after the write: the DataLoaders forget what they had. Whatever
  /// fails now fails its own field only.
  CompletableFuture<LoadResults> loadPayload(LoadKeySet keys) {
    loads().clear();
    OperationReader after = reader(noCache);
    loads().begin(after, keys, after.readLeniently(keys), admission().reservation());
    return loads().results();
  }

  /// Fails when the operation may not write: without a credential, with one that is not sent from
  /// this address, without room, or with more items in all its fields than one operation may have.
  void mustBeAbleToWrite() {
    var _ = caller();
    admission().checkWrites();
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

  LiveValues live() {
    return live;
  }

  /// What the answer rests on; null unless it is a query's that was answered from the cache alone.
  @Nullable AnswerBasis basis() {
    AnswerBasis basis = isQuery && !noCache && !isExplained ? loads().basis() : null;
    return basis == null || live.isAmbiguous() ? null : basis.with(live);
  }

  OperationStats stats() {
    return stats;
  }

  OperationDependencies desk() {
    return desk;
  }

  boolean isAuthenticated() {
    return caller != null;
  }

  /// The caller; fails when the request carries no credential.
  Caller caller() {
    if (caller == null) {
      throw new Failure.Unauthenticated().asException();
    }
    return caller;
  }

  /// What is left of the caller's window; null without a credential.
  @Nullable RateLimitStatus allowance() {
    return caller == null ? null : desk.budget().status(caller.id());
  }

  UserNode me() {
    return new UserNode(caller().id(), UserRef.SELF);
  }

  CompletableFuture<LoadResults> results() {
    return loads().results();
  }
}
