package io.existgraph.graphql;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import graphql.GraphQLContext;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.credential.Caller;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ExistApi;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.LiveValues;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.ratelimit.RateLimitStatus;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/// One GraphQL operation of one caller: its request, its selection, its cost, and what it loads.
final class Operation {
  private static final String KEY = Operation.class.getName();

  private final OperationFactory factory;
  private final OperationRequest request;
  private final OperationStats stats = new OperationStats();
  private final LiveValues live = new LiveValues();
  private final AtomicBoolean isWriteOutcomeUnknown = new AtomicBoolean();
  private volatile @Nullable SelectionTree selection;
  private volatile @Nullable OperationLoads loads;
  private volatile @Nullable ExplainedPlan plan;
  private volatile @Nullable OperationAdmission admission;
  private volatile boolean isQuery;

  Operation(OperationFactory factory, OperationRequest request) {
    this.factory = factory;
    this.request = request;
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
    SelectionTree tree = new SelectionTree(normalized, factory.argumentRules(request.caller()));
    selection = tree;
    loads = new OperationLoads(registry);
    return tree;
  }

  /// The fields that were selected.
  SelectionTree selection() {
    return Objects.requireNonNull(selection);
  }

  boolean hasInvalidFields() {
    SelectionTree tree = selection;
    return tree != null && tree.hasInvalidFields();
  }

  OperationRequest request() {
    return request;
  }

  /// Whether it fails, in part at least, before anything is sent: it has invalid arguments, or
  /// lacks a credential or a feature of the API.
  boolean isRefused() {
    SelectionTree tree = selection;
    return tree != null
        && (tree.hasInvalidFields()
            || !RootFieldRequirements.areMet(tree.roots(), request.caller() != null, api()::can));
  }

  /// Its reads, as a query.
  QueryReads reads() {
    isQuery = true;
    return new QueryReads(this);
  }

  /// Takes over a selection whose data is loaded.
  void use(SelectionTree selected, OperationLoads loaded) {
    selection = selected;
    loads = loaded;
  }

  /// Decides whether the operation may run. `items` is how many it writes.
  @CanIgnoreReturnValue
  OperationAdmission admit(int items, ToLongFunction<ResultSizes> resultSize) {
    OperationAdmission admitted = factory.admission(request, items, resultSize);
    admission = admitted;
    return admitted;
  }

  /// Takes the plan that is the response of an operation which is only to be explained.
  void explain(ExplainedPlan explained) {
    plan = admission().unlessRefused(explained);
  }

  OperationAdmission admission() {
    return Objects.requireNonNull(admission);
  }

  /// What it loads, once it is selected.
  OperationLoads loads() {
    return Objects.requireNonNull(loads);
  }

  OperationReaders readers() {
    return new OperationReaders(factory.readers(), request, stats, admission().reservation());
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

  ExistApi api() {
    return factory.api();
  }

  @Nullable ExplainedPlan plan() {
    return plan;
  }

  OperationWrites writes() {
    return new OperationWrites(this, factory.writer(request, stats, isWriteOutcomeUnknown));
  }

  LiveValues live() {
    return live;
  }

  /// What the answer rests on; null unless it is a query's that was answered from the cache alone,
  /// with a credential that Exist has accepted.
  @Nullable AnswerBasis basis() {
    AnswerBasis basis =
        isQuery && !request.noCache() && !request.isExplained() ? loads().basis() : null;
    return basis == null || !factory.readers().isAccepted(basis.caller()) ? null : basis.with(live);
  }

  OperationStats stats() {
    return stats;
  }

  /// The caller; fails when the request carries no credential.
  Caller caller() {
    return request.requireCaller();
  }

  /// What is left of the caller's window; null without a credential.
  @Nullable RateLimitStatus allowance() {
    Caller caller = request.caller();
    return caller == null ? null : factory.rateLimiter().status(caller.id());
  }

  UserNode me() {
    return new UserNode(caller().id(), UserRef.SELF);
  }
}
