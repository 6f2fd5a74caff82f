package io.existgraph.graphql.execution;

import graphql.execution.MergedField;
import graphql.schema.GraphQLObjectType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The selection sets of a field by the object type of its value. Each is compiled at the first
/// value of its type.
final class SelectionSets {
  private final SelectionCompiler compiler;
  private final MergedField field;
  private final Map<GraphQLObjectType, SelectionSet> byType = new ConcurrentHashMap<>(2);
  private volatile @Nullable SelectionSet latest;

  SelectionSets(SelectionCompiler compiler, MergedField field) {
    this.compiler = compiler;
    this.field = field;
  }

  SelectionSet of(GraphQLObjectType type) {
    SelectionSet known = latest;
    if (known == null || !known.type().equals(type)) {
      known = byType.computeIfAbsent(type, met -> compiler.selected(met, field));
      latest = known;
    }
    return known;
  }
}
