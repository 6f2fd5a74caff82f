package io.existgraph.graphql;

import io.existgraph.exist.GatewayListener;
import io.existgraph.graphql.execution.DirectFetchers;
import io.existgraph.graphql.execution.LastRootFields;
import io.existgraph.graphql.execution.QueryExecutionConfiguration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.execution.ClassNameTypeResolver;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.graphql.server.WebGraphQlInterceptor;

/// The GraphQL engine's parts that are ours, the controllers among them. They are listed, because
/// to scan the packages for them would read every class of the gateway at startup.
@Configuration(proxyBeanMethods = false)
@Import({
  AttributeController.class,
  AttributeTemplateController.class,
  CorrelationController.class,
  DashboardPage.class,
  ExistDataLoaders.class,
  FailureExceptionResolver.class,
  FieldTables.class,
  GraphiQlPage.class,
  MutationController.class,
  MutationPayloads.class,
  NodeController.class,
  OperationFactory.class,
  OperationInstrumentation.class,
  OperationStatusController.class,
  QueryController.class,
  SignInThrottle.class,
  TagController.class,
  TokenController.class,
  TokenRenewals.class,
  UnitPreferencesController.class,
  QueryExecutionConfiguration.class
})
public class GraphQlConfiguration {
  @Bean
  RuntimeWiringConfigurer scalars() {
    return ScalarTypes.wiring();
  }

  @Bean
  WebGraphQlInterceptor operationInterceptor(
      OperationFactory operations, GatewayListener listener) {
    return new OperationInterceptor(operations, listener);
  }

  /// What an operation reports on itself is known when everything else was read.
  @Bean
  LastRootFields reportFields() {
    return new LastRootFields(Set.of("freshness", "rateLimit"));
  }

  @Bean
  DirectFetchers directFetchers() {
    return FieldTables.directFetchers();
  }

  /// A type of the schema is the record of its name and `Node`.
  @Bean
  GraphQlSourceBuilderCustomizer typeNames() {
    ClassNameTypeResolver byClassName = new ClassNameTypeResolver();
    byClassName.setClassNameExtractor(type -> type.getSimpleName().replaceFirst("Node$", ""));
    return builder -> builder.defaultTypeResolver(byClassName);
  }

  @Bean
  GraphQlSourceBuilderCustomizer offeredDirectives() {
    return builder -> builder.typeVisitors(List.of(new OfferedDirectives()));
  }
}
