package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.exist.DataLoaderKind;
import io.existgraph.exist.LoadKey;
import io.existgraph.operation.LazyLoadResult;
import java.util.Objects;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.BatchLoaderRegistry;

/// The registration of a DataLoader for each kind of data. They are primed with what the look-ahead
/// found; a batch function only loads keys that it missed.
@Configuration(proxyBeanMethods = false)
class ExistDataLoaders {
  ExistDataLoaders(BatchLoaderRegistry registry) {
    for (DataLoaderKind kind : DataLoaderKind.values()) {
      registry
          .<LoadKey<?>, LazyLoadResult<?>>forName(kind.name())
          .registerMappedBatchLoader(
              (keys, environment) -> {
                GraphQLContext context = environment.getContext();
                return Operation.in(Objects.requireNonNull(context)).loads().load(keys);
              });
    }
  }
}
