package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.credential.Caller;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.LiveValues;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.PlanExplainer;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.write.WritePlanner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/// One GraphQL operation of one caller: who asks, what it selects, what it cost, and what it
/// loaded.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final OperationFactory factory;
  private final OperationReaderFactory readers;
  private final ExistApi api;
  private final RateLimiter rateLimiter;
  private final @Nullable Caller caller;
  private final String address;
  private final boolean noCache;
  private final boolean isExplained;
  private final OperationStats stats = new OperationStats();
  private final LiveValues live = new LiveValues();
  private final Instant start;
  private final AtomicBoolean isWriteOutcomeUnknown = new AtomicBoolean();
  private volatile @Nullable SelectionTree selection;
  private volatile @Nullable OperationLoads loads;
  private volatile @Nullable ExplainedPlan plan;
  private volatile @Nullable OperationAdmission admission;
  private volatile boolean isQuery;

  Operation(
      OperationFactory factory,
      OperationReaderFactory readers,
      ExistApi api,
      RateLimiter rateLimiter,
      @Nullable Caller caller,
      String address,
      boolean noCache,
      boolean isExplained,
      Instant start) {
    this.factory = factory;
    this.readers = readers;
    this.api = api;
    this.rateLimiter = rateLimiter;
    this.caller = caller;
    this.address = address;
    this.noCache = noCache;
    this.isExplained = isExplained;
    this.start = start;
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
    SelectionTree tree = new SelectionTree(normalized, factory.argumentRules(caller));
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
  void begin(SelectionLookAhead lookAhead, List<SelectedField> roots) {
    if (caller == null) {
      return;
    }
    isQuery = true;
    admission = factory.admission(caller, address, 0, sizes -> lookAhead.querySize(roots, sizes));
    LoadKeySet keys = lookAhead.keys(roots);
    Failure refusal = admission().refusal();
    if (isExplained) {
      plan = admission().unlessRefused(explainer(noCache).explain(keys));
    } else if (refusal != null) {
      loads().refuse(refusal);
    } else {
      OperationReader reader = reader(noCache);
      loads().begin(reader, keys, reader.read(keys), admission().reservation());
    }
  }

  OperationAdmission admission() {
    return Objects.requireNonNull(admission);
  }

  /// What it loads, once it is selected.
  OperationLoads loads() {
    return Objects.requireNonNull(loads);
  }

  /// Looks whether there is room for what these mutations may answer with, before any is run; or
  /// plans them without running them.
  void beginWrites(SelectionLookAhead lookAhead, List<SelectedField> roots) {
    if (caller == null) {
      return;
    }
    int items = WritePlanner.items(roots);
    admission =
        factory.admission(caller, address, items, sizes -> lookAhead.mutationSize(roots, sizes));
    if (!isExplained) {
      reader(false).reserve();
      return;
    }
    PlanExplainer explainer = explainer(noCache);
    plan =
        admission()
            .unlessRefused(
                admission().hasTooManyItems()
                    ? explainer.refused()
                    : new WritePlanner(api, lookAhead::payloadKeys, explainer).plan(roots));
  }

  /// A reader of this operation, with or without what is cached already.
  OperationReader reader(boolean isWithoutCache) {
    return readers.reader(caller(), isWithoutCache, stats, admission().reservation());
  }

  /// A reader of what is known before a write.
  OperationReader readerBeforeWrite() {
    return readers.readerBeforeWrite(caller(), noCache, stats, admission().reservation());
  }

  private PlanExplainer explainer(boolean isWithoutCache) {
    return readers.explainer(caller(), isWithoutCache, admission().reservation());
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
        && admitted.reservation().isRejected()
        && (isQuery || stats.requests() == 0);
  }

  /// Fails where the API version has no such feature; after the credential, which comes first.
  void mustBeAble(ApiFeature feature) {
    var _ = caller();
    if (!can(feature)) {
      throw FailureExceptionResolver.notSupported().asException();
    }
  }

  boolean can(ApiFeature feature) {
    return api.can(feature);
  }

  boolean isExplained() {
    return isExplained;
  }

  @Nullable ExplainedPlan plan() {
    return plan;
  }

  OperationWrites writes() {
    return new OperationWrites(
        this, factory.writer(caller(), stats, start, isWriteOutcomeUnknown), noCache);
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
    return basis == null ? null : basis.with(live);
  }

  OperationStats stats() {
    return stats;
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
    return caller == null ? null : rateLimiter.status(caller.id());
  }

  UserNode me() {
    return new UserNode(caller().id(), UserRef.SELF);
  }

  CompletableFuture<LoadResults> results() {
    return loads().results();
  }
}
