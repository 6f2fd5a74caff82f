package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.credential.Caller;
import io.existgraph.exist.GatewayListener;
import io.existgraph.graphql.execution.RepeatableQuery;
import io.existgraph.operation.ArgumentRules;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ready.PreparedQuery;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An operation that was executed without errors, prepared for other requests: its selection and
/// keys are kept, and looked ahead again only when the date changes.
final class PreparedOperation implements PreparedQuery {
  /// The root fields whose keys depend on the caller.
  private static final Set<String> BY_CALLER = Set.of("node", "nodes");

  /// More than there are dates at one moment, with and without a known time zone.
  private static final int MAX_SELECTIONS = 8;

  /// A selection as the rules of a date check it.
  private record CheckedSelection(SelectionTree tree, LoadKeySet keys) {}

  private final OperationFactory factory;
  private final GatewayListener listener;
  private final RepeatableQuery query;
  private final SelectionTree selected;
  private final Map<ArgumentRules, CheckedSelection> selections = new ConcurrentHashMap<>();

  PreparedOperation(
      OperationFactory factory,
      GatewayListener listener,
      RepeatableQuery query,
      SelectionTree selected) {
    this.factory = factory;
    this.listener = listener;
    this.query = query;
    this.selected = selected;
  }

  /// Whether an operation can be prepared for all callers.
  static boolean isPossible(SelectionTree selected) {
    return selected.roots().stream().noneMatch(root -> BY_CALLER.contains(root.name()));
  }

  @Override
  public int fieldCount() {
    return query.fieldCount();
  }

  @Override
  public @Nullable PreparedResponse execute(Caller caller) {
    if (!factory.readers().isSettled(caller.id())) {
      return null;
    }
    SelectionLookAhead lookAhead = new SelectionLookAhead(caller.id());
    CheckedSelection selection = selection(factory.argumentRules(caller), lookAhead);
    if (!selectsTypeNames(selection.tree()) && !factory.readers().isAccepted(caller.id())) {
      return null; // whether its address may bring the credential is to be decided
    }
    Operation operation = factory.operation(caller, null, /* noCache= */ false, false);
    try {
      return !selection.tree().hasInvalidFields()
              && operation.reads().beginCached(lookAhead, selection.tree(), selection.keys())
          ? respond(operation)
          : null;
    } finally {
      operation.end();
    }
  }

  /// Whether it selects nothing but `__typename`.
  private static boolean selectsTypeNames(SelectionTree tree) {
    return tree.roots().stream().allMatch(root -> root.name().equals("__typename"));
  }

  private CheckedSelection selection(ArgumentRules rules, SelectionLookAhead lookAhead) {
    CheckedSelection known = selections.get(rules);
    if (known != null) {
      return known;
    }
    if (selections.size() >= MAX_SELECTIONS) {
      selections.clear();
    }
    SelectionTree tree = selected.under(rules);
    CheckedSelection selection = new CheckedSelection(tree, lookAhead.keys(tree.roots()));
    selections.put(rules, selection);
    return selection;
  }

  private @Nullable PreparedResponse respond(Operation operation) {
    GraphQLContext.Builder context = GraphQLContext.newContext();
    operation.putInto(context);
    byte[] body =
        query.execute(
            context.build(),
            () -> Map.of("exist", new OperationExtensions(operation).report(false)));
    if (body == null || operation.stats().isStale()) {
      return null;
    }
    listener.repeated(operation.stats().answers());
    RateLimitStatus left = operation.allowance();
    if (left != null) {
      listener.operationCompleted(/* isStale= */ false, left.remaining());
    }
    return new PreparedResponse(body, operation::basis);
  }
}
