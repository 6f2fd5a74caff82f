package io.existgraph.graphql;

import graphql.introspection.Introspection;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.existgraph.graphql.execution.ExperimentalDirectives;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The directives that introspection lists: those of the specification and of the schema's text.
/// GraphQL Java adds its experimental ones to every schema that it builds.
final class OfferedDirectives extends GraphQLTypeVisitorStub {
  private static final String FIELD = "directives";

  @Override
  public TraversalControl visitGraphQLFieldDefinition(
      GraphQLFieldDefinition field, TraverserContext<GraphQLSchemaElement> context) {
    if (field.getName().equals(FIELD)
        && context.getParentNode() instanceof GraphQLNamedType type
        && type.getName().equals(Introspection.__Schema.getName())) {
      DataFetcher<@Nullable Object> offered =
          environment -> offered(environment.getGraphQLSchema().getDirectives());
      context
          .getVarFromParents(GraphQLCodeRegistry.Builder.class)
          .dataFetcher(FieldCoordinates.coordinates(type.getName(), FIELD), offered);
    }
    return TraversalControl.CONTINUE;
  }

  private static List<GraphQLDirective> offered(List<GraphQLDirective> all) {
    return all.stream()
        .filter(directive -> !ExperimentalDirectives.contains(directive.getName()))
        .toList();
  }
}
