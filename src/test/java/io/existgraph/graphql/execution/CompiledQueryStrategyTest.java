package io.existgraph.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.dataloader.BatchLoader;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// A compiled execution responds as GraphQL Java's own does: data in the order of the selection,
/// errors with paths, locations and extensions.
@Order(23)
class CompiledQueryStrategyTest {
  private static final int DOCUMENTS = Boolean.getBoolean("soak") ? 400 : 200;
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String SCHEMA =
      """
      type Query { thing: Thing  sure: Thing!  node(id: ID!): Node  nodes: [Node]  either: [Either!]
        later(millis: Int): Thing  loaded: Thing  refused: Int  refusedSurely: Int! }
      interface Node { id: ID!  name: String }
      union Either = Thing | Other
      type Thing implements Node { id: ID!  name: String  count: Int  ratio: Float  flag: Boolean
        kind: Kind  optional: String  thing: Thing  sure: Thing!  list: [Thing]  sureList: [Thing!]
        allSure: [Thing!]!  grid: [[Int!]]  holes: [String]  sureHoles: [String!]
        thrown: String  thrownSurely: String!  gone: Int!  notANumber: Int  noList: [Int]
        noSureList: [Int!]!  noKind: Kind  failedFuture: String  ready: String  mono: Thing
        partly: [Thing]  withContext(to: String): Thing  context: String
        echo(text: String = "none", number: Int): String  path: String  selects: Boolean
        unknownNode: Node  array: [Int]  loaded: String  pending: String }
      type Other implements Node { id: ID!  name: String  other: String! }
      enum Kind { GOOD BAD }
      """;

  enum Kind {
    GOOD,
    BAD
  }

  record Thing(String id, int depth) {
    public String name() {
      return "thing " + id + " \"ü\u0001/😀\\";
    }

    public int count() {
      return depth;
    }

    public double ratio() {
      return depth / 3.0;
    }

    public boolean flag() {
      return depth % 2 == 0;
    }

    public Kind kind() {
      return depth % 2 == 0 ? Kind.GOOD : Kind.BAD;
    }

    public Optional<String> optional() {
      return depth % 2 == 0 ? Optional.of("there") : Optional.empty();
    }

    public Thing thing() {
      return depth % 3 == 0 ? null : child("t");
    }

    public Thing sure() {
      return depth % 4 == 3 ? null : child("s");
    }

    public List<Thing> list() {
      return Arrays.asList(child("l"), null, child("m"));
    }

    public List<Thing> sureList() {
      return depth % 2 == 0 ? list() : List.of(child("x"));
    }

    public List<Thing> allSure() {
      return sureList();
    }

    private Thing child(String step) {
      return new Thing(id + step, depth + 1);
    }
  }

  private static final class Other {
    public String getId() {
      return "o";
    }

    public String getName() {
      return "other";
    }
  }

  private static final Thing ROOT = new Thing("r", 0);
  private static final GraphQLSchema TYPES =
      new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring());

  private static RuntimeWiring wiring() {
    return RuntimeWiring.newRuntimeWiring()
        .type("Query", type -> fetching(type, roots()))
        .type("Thing", type -> fetching(type, fieldsOfThings()))
        .type("Node", type -> type.typeResolver(CompiledQueryStrategyTest::type))
        .type("Either", type -> type.typeResolver(CompiledQueryStrategyTest::type))
        .build();
  }

  private static TypeRuntimeWiring.Builder fetching(
      TypeRuntimeWiring.Builder type, Map<String, DataFetcher<?>> fetchers) {
    fetchers.forEach(type::dataFetcher);
    return type;
  }

  private static graphql.schema.GraphQLObjectType type(graphql.TypeResolutionEnvironment of) {
    Object value = of.getObject();
    return value instanceof String
        ? null
        : of.getSchema().getObjectType(value.getClass().getSimpleName());
  }

  private static Map<String, DataFetcher<?>> roots() {
    return Map.of(
        "thing", _ -> ROOT,
        "sure", _ -> new Thing("q", 1),
        "node", of -> of.getArgument("id").equals("o") ? new Other() : ROOT,
        "nodes", _ -> Arrays.asList(ROOT, new Other(), null, "unknown"),
        "either", _ -> List.of(ROOT, new Other()),
        "later", of -> later(ROOT),
        "loaded", of -> of.getDataLoader("things").load("x"),
        "refused", CompiledQueryStrategyTest::thrown,
        "refusedSurely", CompiledQueryStrategyTest::thrown);
  }

  private static CompletableFuture<Object> later(Object value) {
    return new CompletableFuture<>().completeOnTimeout(value, 5, TimeUnit.MILLISECONDS);
  }

  private static Object thrown(DataFetchingEnvironment of) {
    throw new IllegalArgumentException("thrown at " + of.getExecutionStepInfo().getPath());
  }

  private static Map<String, DataFetcher<?>> fieldsOfThings() {
    return Map.ofEntries(
        Map.entry("grid", _ -> Arrays.asList(List.of(1, 2), null, Arrays.asList(3, null))),
        Map.entry("holes", _ -> Arrays.asList("a", null, result("c", "found beside"))),
        Map.entry("sureHoles", _ -> Arrays.asList("a", null, null)),
        Map.entry("array", _ -> new int[] {1, 2}),
        Map.entry("thrown", CompiledQueryStrategyTest::thrown),
        Map.entry("thrownSurely", CompiledQueryStrategyTest::thrown),
        Map.entry("gone", _ -> null),
        Map.entry("notANumber", _ -> "seven"),
        Map.entry("noList", _ -> 7),
        Map.entry("noSureList", _ -> 7),
        Map.entry("noKind", _ -> "UGLY"),
        Map.entry("failedFuture", _ -> CompletableFuture.failedFuture(new IllegalStateException())),
        Map.entry("ready", _ -> CompletableFuture.completedFuture("ready")),
        Map.entry("mono", _ -> Mono.just(new Thing("mono", 1))),
        Map.entry("partly", _ -> result(Arrays.asList(ROOT, null), "half")),
        Map.entry(
            "withContext",
            of ->
                DataFetcherResult.newResult()
                    .data(of.getSource())
                    .localContext(of.getArgument("to"))
                    .build()),
        Map.entry("context", of -> of.getLocalContext()),
        Map.entry("echo", of -> of.getArguments().toString() + of.containsArgument("number")),
        Map.entry("path", of -> of.getExecutionStepInfo().getPath() + " " + steps(of)),
        Map.entry("selects", of -> of.getSelectionSet().contains("id")),
        Map.entry("unknownNode", _ -> "unknown"),
        Map.entry("loaded", of -> of.getDataLoader("texts").load("key")),
        Map.entry("pending", _ -> later("at last")));
  }

  private static String steps(DataFetchingEnvironment of) {
    StringBuilder types = new StringBuilder();
    for (var step = of.getExecutionStepInfo(); step != null; step = step.getParent()) {
      types.append(step.simplePrint()).append(' ').append(step.getArguments());
    }
    return types.toString();
  }

  private static DataFetcherResult<Object> result(Object data, String message) {
    GraphQLError error = GraphqlErrorBuilder.newError().message(message).build();
    return DataFetcherResult.newResult().data(data).error(error).extensions(Map.of("a", 1)).build();
  }

  private static final DataFetcherExceptionHandler HANDLER =
      fault -> {
        GraphQLError error =
            GraphqlErrorBuilder.newError(fault.getDataFetchingEnvironment())
                .message("handled %s", cause(fault.getException()))
                .extensions(Map.of("code", "X"))
                .build();
        return CompletableFuture.completedFuture(
            DataFetcherExceptionHandlerResult.newResult(error).build());
      };

  private static Throwable cause(Throwable fault) {
    return fault instanceof CompletionException wrapper ? wrapper.getCause() : fault;
  }

  /// Fields whose values come when they do, and their errors with them.
  private static final List<String> LATER = List.of("later", "loaded", "pending");

  private final GraphQL byFields =
      GraphQL.newGraphQL(TYPES).queryExecutionStrategy(new AsyncExecutionStrategy(HANDLER)).build();
  private final GraphQL compiled =
      GraphQL.newGraphQL(TYPES)
          .queryExecutionStrategy(
              new CompiledQueryStrategy(HANDLER, Set.of(), DirectFetchers.NONE, JSON))
          .build();

  private static ExecutionInput.Builder input(String query) {
    BatchLoader<String, Object> things = keys -> list(keys, new Thing("loaded", 2));
    BatchLoader<String, Object> texts = keys -> list(keys, "loaded text");
    DataLoaderRegistry loaders = new DataLoaderRegistry();
    loaders.register("things", DataLoaderFactory.newDataLoader(things));
    loaders.register("texts", DataLoaderFactory.newDataLoader(texts));
    return ExecutionInput.newExecutionInput(query)
        .variables(Map.of("yes", true, "no", false))
        .dataLoaderRegistry(loaders)
        .graphQLContext(Map.of(JsonBytes.ACCEPTED, true));
  }

  private static CompletableFuture<List<Object>> list(List<String> keys, Object value) {
    return CompletableFuture.completedFuture(keys.stream().map(_ -> value).toList());
  }

  private static ExecutionResult run(GraphQL engine, ExecutionInput input) {
    return engine.executeAsync(input).orTimeout(20, TimeUnit.SECONDS).join();
  }

  /// Whether it was executed in one pass.
  private boolean check(String query) {
    ExecutionResult expected = run(byFields, input(query).build());
    ExecutionResult actual = run(compiled, input(query).build());
    assertThat(actual.isDataPresent()).as(query).isEqualTo(expected.isDataPresent());
    assertThat(text(actual)).as(query).isEqualTo(text(expected));
    if (LATER.stream().noneMatch(query::contains)) {
      assertThat(errors(actual)).as(query).isEqualTo(errors(expected));
    } else {
      assertThat(errors(actual)).as(query).containsExactlyInAnyOrderElementsOf(errors(expected));
    }
    assertThat(actual.getExtensions()).as(query).isEqualTo(expected.getExtensions());
    return actual.getData() instanceof JsonBytes;
  }

  private static String text(ExecutionResult result) {
    Object data = result.getData();
    return data instanceof JsonBytes json ? json.toString() : JSON.writeValueAsString(data);
  }

  private static List<Map<String, Object>> errors(ExecutionResult result) {
    return result.getErrors().stream().map(GraphQLError::toSpecification).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aRandomDocumentHasTheSameResponse(long seed) {
    var documents =
        new RandomDocuments(
            TYPES,
            new Random(seed),
            Map.of(
                "id", List.of("\"o\"", "\"x\""),
                "text", List.of("\"a\"", "null"),
                "number", List.of("1", "2"),
                "to", List.of("\"here\"", "\"there\"")));
    int inOnePass = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      inOnePass += check(documents.next()) ? 1 : 0;
    }
    assertThat(inOnePass).isGreaterThan(DOCUMENTS / 4);
  }

  @Test
  void valuesOfAllKindsAreWrittenInOnePass() {
    assertThat(
            check(
                "{thing{id name count ratio flag kind optional list{id thing{id}} grid holes array"
                    + " ready mono{id} echo(number:1) path selects __typename}}"))
        .isTrue();
  }

  @Test
  void aNullThatMayNotBeTakesThePlaceOfWhatMayBeNull() {
    assertThat(check("{thing{id sureList{id} thing{id} grid}}")).isTrue();
    assertThat(check("{a:thing{id} thing{list{id gone} name}}")).isTrue();
    assertThat(check("{thing{list{allSure{thrownSurely gone id}}}}")).isTrue();
    assertThat(check("{sure{id} refusedSurely}")).isFalse(); // the whole data is null
  }

  @Test
  void errorsAreThoseOfTheFields() {
    assertThat(
            check(
                "{thing{thrown notANumber noList noKind failedFuture partly{id} unknownNode{id}}}"))
        .isTrue();
    assertThat(check("{thing{noSureList}}")).isTrue();
  }

  @Test
  void theLocalContextGoesDown() {
    assertThat(check("{thing{context withContext(to:\"a\"){context list{context}} again:context}}"))
        .isTrue();
  }

  @Test
  void aRootFieldThatIsFetchedLaterIsAwaited() {
    assertThat(check("{thing{id} later{list{id}}}")).isTrue();
  }

  @Test
  void whatIsFetchedLaterFurtherDownIsExecutedByFields() {
    assertThat(check("{thing{id pending list{pending}}}")).isFalse();
  }

  @Test
  void whatIsNotLoadedYetIsExecutedByFields() {
    assertThat(check("{loaded{id list{loaded}}}")).isFalse();
    assertThat(check("{thing{id loaded list{loaded}}}")).isFalse();
    assertThat(check("{later{id loaded list{loaded}}}")).isFalse();
  }

  @Test
  void whatIsLoadedAlreadyIsWrittenInOnePass() {
    ExecutionInput input = input("{loaded{id list{loaded}}}").build();
    DataLoader<String, Object> things = input.getDataLoaderRegistry().getDataLoader("things");
    things.prime("x", ROOT);
    input.getDataLoaderRegistry().<String, Object>getDataLoader("texts").prime("key", "primed");
    ExecutionResult result = run(compiled, input);
    assertThat(result.<Object>getData()).isInstanceOf(JsonBytes.class);
    assertThat(text(result))
        .isEqualTo(
            "{\"loaded\":{\"id\":\"r\",\"list\":[{\"loaded\":\"primed\"},null,{\"loaded\":\"primed\"}]}}");
  }

  @Test
  void introspectionIsExecutedByFields() {
    assertThat(check("{thing{id} __schema{queryType{name}}}")).isFalse();
    assertThat(check("{__type(name:\"Thing\"){name}}")).isFalse();
  }

  @Test
  void conditionsAreThoseOfTheRequest() {
    String query = "query($is:Boolean!){thing{id @include(if:$is) name @skip(if:$is)}}";
    for (boolean is : new boolean[] {true, false, true}) {
      var input = input(query).variables(Map.of("is", is)).build();
      assertThat(text(run(compiled, input))).isEqualTo(text(run(byFields, input)));
    }
  }

  @Test
  void aRequestThatTakesNoBytesGetsAMap() {
    ExecutionInput input = ExecutionInput.newExecutionInput("{thing{id}}").build();
    assertThat(run(compiled, input).<Object>getData())
        .isEqualTo(Map.of("thing", Map.of("id", "r")));
  }
}
