package io.existgraph.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetcherFactories;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.graphql.execution.SelfDescribingDataFetcher;

/// A data fetcher of a field table, with the type of its objects for the inspection of the schema.
@SuppressWarnings(
    "NullAway") // null is a value of every fetcher; Spring's type variable does not say so
record ObjectDataFetcher(
    String description, ResolvableType returnType, DataFetcher<@Nullable Object> fetcher)
    implements SelfDescribingDataFetcher<@Nullable Object> {

  /// Replaces these data fetchers by plain ones before Spring decorates all but GraphQL Java's own.
  static final class Visitor extends GraphQLTypeVisitorStub {
    @Override
    public TraversalControl visitGraphQLFieldDefinition(
        GraphQLFieldDefinition field, TraverserContext<GraphQLSchemaElement> context) {
      GraphQLCodeRegistry.Builder registry =
          context.getVarFromParents(GraphQLCodeRegistry.Builder.class);
      FieldCoordinates place =
          FieldCoordinates.coordinates((GraphQLFieldsContainer) context.getParentNode(), field);
      if (registry.getDataFetcher(place, field) instanceof ObjectDataFetcher fetcher) {
        registry.dataFetcher(place, plain(fetcher.fetcher()));
      }
      return TraversalControl.CONTINUE;
    }
  }

  /// The same as one of GraphQL Java's own. Spring's decorator restores thread locals for each
  /// field, of which the tables' data fetchers read none.
  static DataFetcher<?> plain(DataFetcher<@Nullable Object> fetcher) {
    return DataFetcherFactories.wrapDataFetcher(fetcher, (_, value) -> value);
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public ResolvableType getReturnType() {
    return returnType;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
    return fetcher.get(environment);
  }
}
