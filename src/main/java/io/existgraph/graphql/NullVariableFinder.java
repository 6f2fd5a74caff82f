package io.existgraph.graphql;

import graphql.execution.ExecutionContext;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.Node;
import graphql.language.VariableReference;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.DocumentVisitor;
import graphql.validation.LanguageTraversal;
import graphql.validation.TraversalContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A search for a variable that is explicitly null where the schema requires a value: a declared
/// default lets a nullable variable stand there, but does not replace a null.
final class NullVariableFinder implements DocumentVisitor {
  private final TraversalContext types;
  private final Set<String> nulls;
  private final Map<String, FragmentDefinition> fragments;
  private final Deque<FragmentDefinition> waiting = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private @Nullable String misplaced;

  private NullVariableFinder(
      GraphQLSchema schema, Set<String> nulls, Map<String, FragmentDefinition> fragments) {
    this.types = new TraversalContext(schema);
    this.nulls = nulls;
    this.fragments = fragments;
  }

  /// The name of such a variable; null when there is none.
  static @Nullable String misplaced(ExecutionContext context) {
    Set<String> nulls = new HashSet<>();
    context
        .getCoercedVariables()
        .toMap()
        .forEach(
            (name, value) -> {
              if (value == null) {
                nulls.add(name);
              }
            });
    if (nulls.isEmpty()) {
      return null;
    }
    NullVariableFinder search =
        new NullVariableFinder(context.getGraphQLSchema(), nulls, context.getFragmentsByName());
    return search.in(context.getOperationDefinition());
  }

  private @Nullable String in(Node<?> operation) {
    new LanguageTraversal().traverse(operation, this);
    while (misplaced == null && !waiting.isEmpty()) {
      new LanguageTraversal().traverse(waiting.pop(), this);
    }
    return misplaced;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the visitor of GraphQL Java is declared
  public void enter(Node node, List<Node> path) {
    types.enter(node, path);
    if (node instanceof VariableReference variable
        && nulls.contains(variable.getName())
        && types.getInputType() != null
        && GraphQLTypeUtil.isNonNull(types.getInputType())) {
      misplaced = variable.getName();
    } else if (node instanceof FragmentSpread spread && seen.add(spread.getName())) {
      FragmentDefinition fragment = fragments.get(spread.getName());
      if (fragment != null) {
        waiting.add(fragment);
      }
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void leave(Node node, List<Node> path) {
    types.leave(node, path);
  }
}
