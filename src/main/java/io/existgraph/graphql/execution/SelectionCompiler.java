package io.existgraph.graphql.execution;

import graphql.GraphQLContext;
import graphql.execution.FieldCollector;
import graphql.execution.FieldCollectorParameters;
import graphql.execution.MergedField;
import graphql.execution.MergedSelectionSet;
import graphql.introspection.Introspection;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A compiler of the selection of an operation. `conditions` are the values of the variables that
/// `@skip` and `@include` use.
final class SelectionCompiler {
  private final FieldCollector collector = new FieldCollector();
  private final GraphQLSchema schema;
  private final DirectFetchers direct;
  private final Map<String, FragmentDefinition> fragments;
  private final Map<String, Object> conditions;
  private final AtomicInteger count = new AtomicInteger();

  SelectionCompiler(
      GraphQLSchema schema,
      DirectFetchers direct,
      Map<String, FragmentDefinition> fragments,
      Map<String, Object> conditions) {
    this.schema = schema;
    this.direct = direct;
    this.fragments = fragments;
    this.conditions = conditions;
  }

  /// How many fields were compiled.
  int count() {
    return count.get();
  }

  SelectionSet selected(GraphQLObjectType root, OperationDefinition operation) {
    return compiled(root, collector.collectFields(of(root), operation.getSelectionSet()));
  }

  SelectionSet selected(GraphQLObjectType type, MergedField field) {
    return compiled(type, collector.collectFields(of(type), field));
  }

  private FieldCollectorParameters of(GraphQLObjectType type) {
    return FieldCollectorParameters.newParameters()
        .schema(schema)
        .objectType(type)
        .fragments(fragments)
        .variables(conditions)
        .graphQLContext(GraphQLContext.getDefault())
        .build();
  }

  private SelectionSet compiled(GraphQLObjectType type, MergedSelectionSet selected) {
    List<SelectedField> fields =
        selected.getSubFields().values().stream().map(field -> compiled(type, field)).toList();
    return new SelectionSet(type, fields);
  }

  private SelectedField compiled(GraphQLObjectType type, MergedField field) {
    GraphQLFieldDefinition definition =
        Introspection.getFieldDefinition(schema, type, field.getName());
    SelectionSets selections = new SelectionSets(this, field);
    return new SelectedField(
        count.getAndIncrement(), field, type, definition, fetcher(type, definition), selections);
  }

  private DataFetcher<?> fetcher(GraphQLObjectType type, GraphQLFieldDefinition definition) {
    DataFetcher<?> fetcher = direct.of(type.getName(), definition.getName());
    return fetcher != null
        ? fetcher
        : schema
            .getCodeRegistry()
            .getDataFetcher(FieldCoordinates.coordinates(type, definition), definition);
  }
}
