package io.existgraph.graphql.execution;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/// The configuration that executes queries by [CompiledQueryStrategy] or, where each data fetcher
/// is to be observed, field by field.
@Configuration(proxyBeanMethods = false)
public class QueryExecutionConfiguration {
  @Bean
  GraphQlSourceBuilderCustomizer compiledQueries(
      ObjectProvider<DataFetcherExceptionResolver> resolvers,
      JsonMapper json,
      LastRootFields last,
      DirectFetchers direct,
      @Value("${management.observations.enable.graphql.datafetcher:true}") boolean isObserved) {
    return builder ->
        builder.configureGraphQl(
            engine -> {
              var handler =
                  DataFetcherExceptionResolver.createExceptionHandler(
                      resolvers.orderedStream().toList());
              engine.queryExecutionStrategy(
                  isObserved
                      ? new TwoPassQueryStrategy(handler, last.names())
                      : new CompiledQueryStrategy(handler, last.names(), direct, json));
            });
  }
}
