package io.existgraph.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.SimpleDataFetcherExceptionHandler;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.dataloader.BatchLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// A field that reports on the operation is executed when all others are complete, and has its
/// place in the response nevertheless.
class TwoPassQueryStrategyTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> LAST = Set.of("report", "failing");

  private static final GraphQLSchema SCHEMA =
      new SchemaGenerator()
          .makeExecutableSchema(
              new SchemaParser()
                  .parse(
                      """
                      type Query { thing: Thing  later: Thing  loaded: Int  broken: Int!
                        report: Report!  failing: Int }
                      type Thing { read: Int  loaded: Int }
                      type Report { reads: Int! }
                      """),
              RuntimeWiring.newRuntimeWiring()
                  .type(
                      "Query",
                      query ->
                          query
                              .dataFetcher("thing", _ -> "thing")
                              .dataFetcher("later", _ -> CompletableFuture.supplyAsync(() -> "it"))
                              .dataFetcher("loaded", TwoPassQueryStrategyTest::loaded)
                              .dataFetcher("broken", _ -> null)
                              .dataFetcher("report", _ -> "report")
                              .dataFetcher(
                                  "failing",
                                  _ -> {
                                    throw new IllegalStateException("failed");
                                  }))
                  .type(
                      "Thing",
                      thing ->
                          thing
                              .dataFetcher("read", env -> noted(env, 1))
                              .dataFetcher("loaded", TwoPassQueryStrategyTest::loaded))
                  .type("Report", report -> report.dataFetcher("reads", env -> reads(env).size()))
                  .build());

  /// The places of fields that were read: a query that is executed again reads the same.
  private static Set<String> reads(DataFetchingEnvironment environment) {
    return environment.getGraphQlContext().get("reads");
  }

  private static Integer noted(DataFetchingEnvironment environment, Integer number) {
    reads(environment).add(environment.getExecutionStepInfo().getPath().toString());
    return number;
  }

  private static CompletableFuture<Integer> loaded(DataFetchingEnvironment environment) {
    return environment
        .<String, Integer>getDataLoader("numbers")
        .load("key")
        .thenApply(number -> noted(environment, number));
  }

  private static ExecutionResult run(TwoPassQueryStrategy strategy, String query) {
    BatchLoader<String, Integer> numbers =
        keys -> CompletableFuture.completedFuture(keys.stream().map(_ -> 7).toList());
    DataLoaderRegistry loaders = new DataLoaderRegistry();
    loaders.register("numbers", DataLoaderFactory.newDataLoader(numbers));
    ExecutionInput input =
        ExecutionInput.newExecutionInput(query)
            .dataLoaderRegistry(loaders)
            .graphQLContext(
                Map.of(JsonBytes.ACCEPTED, true, "reads", ConcurrentHashMap.newKeySet()))
            .build();
    return GraphQL.newGraphQL(SCHEMA)
        .queryExecutionStrategy(strategy)
        .build()
        .executeAsync(input)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static String text(ExecutionResult result) {
    Object data = result.getData();
    return data instanceof JsonBytes json ? json.toString() : JSON.writeValueAsString(data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{report{reads} thing{read}} | {'report':{'reads':1},'thing':{'read':1}}",
        "{a:thing{read} report{reads} b:thing{read}} |"
            + " {'a':{'read':1},'report':{'reads':2},'b':{'read':1}}",
        "{x:report{reads} thing{read} y:report{__typename reads}} |"
            + " {'x':{'reads':1},'thing':{'read':1},'y':{'__typename':'Report','reads':1}}",
        "{...F thing{read}} fragment F on Query{report{reads}} |"
            + " {'report':{'reads':1},'thing':{'read':1}}",
        "{report{reads}} | {'report':{'reads':0}}",
        "{report{reads} later{read}} | {'report':{'reads':1},'later':{'read':1}}",
        "{report{reads} loaded thing{loaded}} |"
            + " {'report':{'reads':2},'loaded':7,'thing':{'loaded':7}}",
        "{report{reads} later{loaded} thing{loaded read}} |"
            + " {'report':{'reads':3},'later':{'loaded':7},'thing':{'loaded':7,'read':1}}",
        "{failing thing{read} __typename} |"
            + " {'failing':null,'thing':{'read':1},'__typename':'Query'}",
        "{report{reads} thing{read} broken} | null",
      })
  void comesLastAndStandsWhereItWasSelected(String query, String expected) {
    var handler = new SimpleDataFetcherExceptionHandler();
    var byFields = new TwoPassQueryStrategy(handler, LAST);
    var compiled = new CompiledQueryStrategy(handler, LAST, DirectFetchers.NONE, JSON);
    for (TwoPassQueryStrategy strategy : List.of(byFields, compiled)) {
      assertThat(text(run(strategy, query))).isEqualTo(expected.replace('\'', '"'));
    }
    assertThat(run(compiled, query).getErrors()).hasSameSizeAs(run(byFields, query).getErrors());
  }
}
