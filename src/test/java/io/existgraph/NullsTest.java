package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.existgraph.credential.Credential;
import io.existgraph.data.UserRef;
import io.existgraph.relay.GlobalIdCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// An explicit null, at every place of the schema that takes a value: of an argument that may be
/// left out it is as if it were, and anywhere else the request is bad. Nothing of it is a defect.
class NullsTest extends GatewayTest {
  /// How each type is reached.
  private static final Map<String, String> WAYS =
      Map.ofEntries(
          Map.entry("Query", "%s"),
          Map.entry("User", "me{%s}"),
          Map.entry("Attribute", "me{attribute(name:\"steps\"){%s}}"),
          Map.entry("DailyValue", "me{attribute(name:\"steps\"){today{%s}}}"),
          Map.entry("Goal", "me{attribute(name:\"steps\"){goal{%s}}}"),
          Map.entry("Average", "me{attribute(name:\"steps\"){average{%s}}}"),
          Map.entry("Bucket", "me{attribute(name:\"steps\"){buckets(by:WEEK){%s}}}"),
          Map.entry("UserDay", "me{days(last:1){%s}}"),
          Map.entry("AttributeDay", "me{days(last:1){values(names:[\"steps\"]){%s}}}"),
          Map.entry("Mutation", "%s"));

  @Autowired private GraphQlSource source;

  /// A place that takes a value: a field's argument, and the way down into it.
  private record Place(
      String type,
      String field,
      String argument,
      Object value,
      boolean isBad,
      GraphQLInputType leaf) {}

  @TestFactory
  Stream<DynamicTest> everyPlaceTakesANullByLiteralOrByVariable() {
    List<Place> places = places();
    assertThat(places).hasSizeGreaterThan(60);
    return places.stream()
        .map(
            place ->
                DynamicTest.dynamicTest(
                    place.type() + "." + place.field() + " " + place.value(), () -> check(place)));
  }

  private void check(Place place) {
    GraphQLFieldDefinition field = field(place.type(), place.field());
    List<String> given = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    Map<String, Object> variables = new LinkedHashMap<>();
    for (GraphQLArgument argument : field.getArguments()) {
      boolean isPlace = argument.getName().equals(place.argument());
      if (isPlace || GraphQLTypeUtil.isNonNull(argument.getType())) {
        Object value = isPlace ? place.value() : sample(argument.getType());
        literals.add(argument.getName() + ":" + literal(value));
        given.add(argument.getName() + ":$" + argument.getName());
        declared.add(
            "$" + argument.getName() + ":" + GraphQLTypeUtil.simplePrint(argument.getType()));
        variables.put(argument.getName(), value);
      }
    }
    String kind = place.type().equals("Mutation") ? "mutation" : "query";
    String selection = selection(field);
    assertTaken(
        place,
        Map.of(),
        kind + "{" + way(place, "(" + String.join(",", literals) + ")" + selection) + "}");
    assertTaken(
        place,
        variables,
        kind
            + " Q("
            + String.join(",", declared)
            + "){"
            + way(place, "(" + String.join(",", given) + ")" + selection)
            + "}");
    if (place.isBad()) {
      byDefault(place, kind, field, selection);
    }
  }

  private static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  /// A variable with a default may stand where null must not.
  private void byDefault(Place place, String kind, GraphQLFieldDefinition field, String selection) {
    String nullable = GraphQLTypeUtil.simplePrint(GraphQLTypeUtil.unwrapNonNull(place.leaf()));
    String given =
        String.join(
            ",",
            field.getArguments().stream()
                .filter(
                    argument ->
                        argument.getName().equals(place.argument())
                            || GraphQLTypeUtil.isNonNull(argument.getType()))
                .map(
                    argument ->
                        argument.getName()
                            + ":"
                            + (argument.getName().equals(place.argument())
                                ? literal(place.value()).replace("null", "$v")
                                : literal(sample(argument.getType()))))
                .toList());
    String document =
        "%s Q($v:%s=%s){%s}"
            .formatted(
                kind,
                nullable,
                literal(sample(place.leaf())),
                way(place, "(" + given + ")" + selection));
    assertTaken(place, Map.of("v", NULL), document);
  }

  private void assertTaken(Place place, Map<String, Object> variables, String document) {
    Ask ask = as("Bearer demo");
    variables.forEach((name, value) -> ask.with(name, plain(value)));
    Reply reply = ask.query(document);
    String what = document + variables + reply.json();
    assertThat(reply.codes()).as(what).doesNotContain("INTERNAL");
    assertThat(reply.json().has("data") || reply.json().has("errors")).as(what).isTrue();
    assertThat(reply.json().path("status").isMissingNode()).as(what).isTrue();
    if (place.isBad()) {
      assertThat(reply.codes()).as(what).isNotEmpty().containsOnly("BAD_REQUEST");
      assertThat(sent()).as(what).noneMatch(request -> request.startsWith("POST"));
    } else {
      assertThat(reply.codes()).as(what).doesNotContain("BAD_REQUEST");
    }
    sent();
  }

  private static @Nullable Object plain(Object value) {
    if (value == NULL) {
      return null;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(NullsTest::plain).toList().isEmpty() && list.isEmpty()
          ? List.of()
          : plainList(list);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, entry) -> plain.put(key, plain(entry)));
      return plain;
    }
    return value instanceof Word word ? word.name() : value;
  }

  private static List<Object> plainList(List<?> list) {
    List<Object> plain = new ArrayList<>();
    list.forEach(item -> plain.add(plain(item)));
    return plain;
  }

  /// The name of a value of an enum.
  private record Word(String name) {}

  private static String literal(Object value) {
    return switch (value) {
      case String text -> "\"" + text + "\"";
      case Word(String name) -> name;
      case List<?> list ->
          "[" + String.join(",", list.stream().map(NullsTest::literal).toList()) + "]";
      case Map<?, ?> map ->
          "{"
              + String.join(
                  ",",
                  map.entrySet().stream()
                      .map(entry -> entry.getKey() + ":" + literal(entry.getValue()))
                      .toList())
              + "}";
      default -> value.toString();
    };
  }

  private static String way(Place place, String call) {
    return WAYS.get(place.type()).formatted(place.field() + call);
  }

  private String selection(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType
            || field.getName().startsWith("node")
        ? "{__typename}"
        : "";
  }

  private GraphQLFieldDefinition field(String type, String name) {
    return ((GraphQLObjectType) schema().getType(type)).getField(name);
  }

  private GraphQLSchema schema() {
    return source.schema();
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (GraphQLNamedOutputType type :
        schema().getAllTypesAsList().stream()
            .filter(GraphQLObjectType.class::isInstance)
            .filter(type -> !type.getName().startsWith("__"))
            .map(GraphQLNamedOutputType.class::cast)
            .toList()) {
      for (GraphQLFieldDefinition field : ((GraphQLObjectType) type).getFields()) {
        for (GraphQLArgument argument : field.getArguments()) {
          assertThat(WAYS).containsKey(type.getName());
          nulls(argument.getType())
              .forEach(
                  some ->
                      places.add(
                          new Place(
                              type.getName(),
                              field.getName(),
                              argument.getName(),
                              some.value(),
                              some.isBad(),
                              some.leaf())));
        }
      }
    }
    return places;
  }

  /// A value with a null somewhere in it, and whether that may be.
  private record Some(Object value, boolean isBad, GraphQLInputType leaf) {}

  private static List<Some> nulls(GraphQLInputType type) {
    List<Some> nulls = new ArrayList<>();
    nulls.add(new Some(NULL, GraphQLTypeUtil.isNonNull(type), type));
    var plain = GraphQLTypeUtil.unwrapNonNull(type);
    if (plain instanceof GraphQLList list) {
      nulls((GraphQLInputType) list.getWrappedType())
          .forEach(some -> nulls.add(new Some(List.of(some.value()), some.isBad(), some.leaf())));
      nulls.add(
          new Some(
              List.of(sample((GraphQLInputType) list.getWrappedType()), NULL),
              true,
              (GraphQLInputType) list.getWrappedType()));
    } else if (plain instanceof GraphQLInputObjectType object) {
      object
          .getFields()
          .forEach(
              field ->
                  nulls(field.getType())
                      .forEach(
                          some -> {
                            Map<Object, Object> value = new LinkedHashMap<>(map(object));
                            value.put(field.getName(), some.value());
                            nulls.add(new Some(value, some.isBad(), some.leaf()));
                          }));
    }
    return nulls;
  }

  private static Map<String, Object> map(GraphQLInputObjectType object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.getFields().stream()
        .filter(field -> GraphQLTypeUtil.isNonNull(field.getType()))
        .forEach(field -> map.put(field.getName(), sample(field.getType())));
    return map;
  }

  private static Object sample(GraphQLInputType type) {
    return switch (GraphQLTypeUtil.unwrapNonNull(type)) {
      case GraphQLList list -> List.of(sample((GraphQLInputType) list.getWrappedType()));
      case GraphQLInputObjectType object -> map(object);
      case GraphQLEnumType word -> new Word(word.getValues().getFirst().getName());
      case graphql.schema.GraphQLScalarType scalar ->
          switch (scalar.getName()) {
            case "Int", "AttributeValue" -> 1;
            case "Boolean" -> true;
            case "Date" -> "2026-11-20";
            case "ID" ->
                GlobalIdCodec.of(new Credential("Bearer demo").callerId(), "User", UserRef.SELF);
            default -> "http://localhost/mood";
          };
      default -> throw new AssertionError(type);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"include", "skip"})
  void aConditionMustNotBeNull(String directive) {
    assertThat(schema().getDirective(directive)).isNotNull();
    for (String selection :
        List.of(
            "me@D{username}",
            "me{username@D}",
            "...@D{me{username}}",
            "...F@D",
            "me{...@D{attribute(name:\"steps\"){value}}}")) {
      String query =
          "query Q($b:Boolean=true){"
              + selection.replace("@D", "@" + directive + "(if:$b)")
              + "}"
              + (selection.contains("...F") ? " fragment F on Query{me{username}}" : "");
      for (boolean isExplained : List.of(false, true)) {
        Ask ask = demo().with("b", null);
        Reply reply = (isExplained ? ask.header("X-Exist-Explain", "true") : ask).query(query);
        assertThat(reply.codes()).as(query + reply.json()).containsExactly("BAD_REQUEST");
      }
      demo().with("b", true).query(query).withoutErrors();
      demo().query(query).withoutErrors();
      sent();
    }
  }

  @Test
  void noAddressIsMadeOfNulls() {
    Reply reply =
        new Ask()
            .with("s", Collections.singletonList(null))
            .query(
                "query($s:[String!]!){authorizationUrl(clientId:\"c\","
                    + "redirectUri:\"https://a.b\",scope:$s,state:\"s\")}");
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    assertThat(reply.json().at("/data/authorizationUrl").isString()).isFalse();
  }
}
