package io.existgraph;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Requests made of the schema and of the edges of its types, some of them broken afterwards. The
/// same generator makes the same requests.
final class RandomRequests {
  static final String CANARY = "canary";

  private static final int MAX_DEPTH = 6;
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "7",
          "90",
          "2147483647",
          "2147483648",
          "-2147483648",
          "1e400",
          "1e401",
          "-1e-401",
          "1e99999999999",
          "9".repeat(400),
          "9".repeat(401),
          "0.1",
          "1e3",
          "4.9e-324",
          "NaN",
          "Infinity",
          "01",
          "1.",
          "9007199254740993",
          "null");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          CANARY,
          "steps",
          "mood",
          "-0001-01-01",
          "0000-01-01",
          "0001-01-01",
          "1582-10-10",
          "1970-01-01",
          "2016-02-30",
          "2026-11-20",
          "2026-11-24",
          "9999-12-31",
          "+10000-01-01",
          "2026-11-20T00:00:00Z",
          "2026-11-20T24:00:00+18:00",
          "24:00",
          "23:59",
          "\u0000",
          "\u00e4\u6f22",
          "\ud83d\ude00",
          "a,b",
          "../..",
          "$self",
          "x".repeat(10_000),
          "\u202e",
          "1e999",
          "null");

  private final GraphQLSchema schema;
  private final RandomGenerator random;

  RandomRequests(GraphQLSchema schema, RandomGenerator random) {
    this.schema = schema;
    this.random = random;
  }

  /// A request as bytes that are characters of ISO 8859-1, with the connection's end in its head.
  String next() {
    String document = random.nextInt(8) == 0 ? broken(document()) : document();
    String request = random.nextInt(4) == 0 ? get(document) : post(document);
    return random.nextInt(8) == 0 ? brokenHead(request) : request;
  }

  private String head(String line) {
    String token =
        one(List.of("Token demo", "Bearer demo", "Token " + CANARY + random.nextInt(50), ""));
    return line
        + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
        + (random.nextInt(6) == 0 ? "X-Exist-Explain: true\r\n" : "")
        + (token.isEmpty() ? "" : "Authorization: " + token + "\r\n");
  }

  private String get(String document) {
    return head("GET /graphql?query=" + encoded(document) + "&variables=" + encoded(variables()))
        + "\r\n";
  }

  private String post(String document) {
    String body =
        "{\"query\":%s,\"variables\":%s,\"extensions\":%s}"
            .formatted(JsonMapper.shared().writeValueAsString(document), variables(), variables());
    String sent = random.nextInt(10) == 0 ? broken(body) : body;
    byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
    return head("POST /graphql")
        + "Content-Length: "
        + bytes.length
        + "\r\n\r\n"
        + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The variables that [#document()] declares: one of each kind of value.
  private String variables() {
    return random.nextInt(3) == 0
        ? "{}"
        : "{\"n\":%s,\"t\":%s,\"l\":[%s,%s],\"o\":%s}"
            .formatted(number(), text(), text(), number(), nested(random.nextInt(40)));
  }

  private static String nested(int depth) {
    return "{\"a\":[".repeat(depth) + "1" + "]}".repeat(depth);
  }

  private String document() {
    boolean isMutation = random.nextInt(6) == 0;
    GraphQLObjectType root = isMutation ? schema.getMutationType() : schema.getQueryType();
    String declared = random.nextInt(3) == 0 ? "($n:Int,$t:String)" : "";
    String kind = isMutation ? "mutation" : "query";
    return kind + declared + selection(root, 0) + (random.nextInt(9) == 0 ? " #" + CANARY : "");
  }

  private String selection(GraphQLFieldsContainer type, int depth) {
    StringBuilder fields = new StringBuilder("{__typename");
    List<GraphQLFieldDefinition> all = type.getFieldDefinitions();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      GraphQLFieldDefinition field = all.get(random.nextInt(all.size()));
      GraphQLNamedType of = GraphQLTypeUtil.unwrapAll(field.getType());
      boolean isComposite = of instanceof GraphQLFieldsContainer;
      if (!isComposite || depth < MAX_DEPTH) {
        fields.append(random.nextInt(5) == 0 ? " a" + random.nextInt(9) + ":" : " ");
        fields.append(field.getName()).append(arguments(field));
        fields.append(isComposite ? selection((GraphQLFieldsContainer) of, depth + 1) : "");
      }
    }
    return fields.append('}').toString();
  }

  private String arguments(GraphQLFieldDefinition field) {
    StringBuilder arguments = new StringBuilder();
    for (GraphQLArgument argument : field.getArguments()) {
      if (GraphQLTypeUtil.isNonNull(argument.getType()) || random.nextInt(3) == 0) {
        arguments.append(argument.getName()).append(':');
        arguments.append(value(argument.getType(), 0)).append(' ');
      }
    }
    return arguments.isEmpty() ? "" : "(" + arguments + ")";
  }

  private String value(GraphQLType type, int depth) {
    if (random.nextInt(25) == 0) {
      return one(List.of("null", "$n", "$t", "{}", "[[]]", "true", "X", number(), text()));
    }
    return switch (type) {
      case GraphQLNonNull some -> value(some.getWrappedType(), depth);
      case GraphQLList list -> values(list.getWrappedType(), depth);
      case GraphQLEnumType words -> one(words.getValues()).getName();
      case GraphQLInputObjectType object -> object(object, depth);
      case GraphQLNamedType named ->
          switch (named.getName()) {
            case "Int", "Float" -> number();
            case "Boolean" -> one(List.of("true", "false"));
            case "AttributeValue" -> random.nextBoolean() ? number() : text();
            default -> text();
          };
      default -> "null";
    };
  }

  private String values(GraphQLType type, int depth) {
    StringBuilder values = new StringBuilder("[");
    for (int i = one(List.of(0, 1, 2, 30)); i > 0; i--) {
      values.append(value(type, depth + 1)).append(' ');
    }
    return values + "]";
  }

  private String object(GraphQLInputObjectType type, int depth) {
    StringBuilder fields = new StringBuilder("{");
    type.getFieldDefinitions()
        .forEach(
            field -> {
              GraphQLInputType of = field.getType();
              if (GraphQLTypeUtil.isNonNull(of) || random.nextBoolean()) {
                fields.append(field.getName()).append(':').append(value(of, depth + 1)).append(' ');
              }
            });
    return fields + "}";
  }

  private String number() {
    return one(NUMBERS);
  }

  private String text() {
    return JsonMapper.shared().writeValueAsString(one(TEXTS));
  }

  /// With some of it doubled, removed or replaced.
  private String broken(String text) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(1, 20));
    String part = text.substring(from, to);
    String other =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> part.repeat(random.nextInt(2, 2_000));
          case 2 ->
              one(List.of("{", "}", "\"", "\"\"\"", "\\", "#", "...", "@", "$", "\u0000", "("));
          default ->
              one(List.of("[", "{", "(", " ", ",", "#\n", "\ufeff")).repeat(random.nextInt(3_000));
        };
    return text.substring(0, from) + other + text.substring(to);
  }

  private String brokenHead(String request) {
    int end = request.indexOf("\r\n\r\n");
    int from = random.nextInt(end);
    String other =
        one(
            List.of(
                ";" + CANARY,
                "//",
                "/../",
                "%2e%2e",
                "%2f",
                "[",
                "\u00e4",
                "\u0001",
                "\u0000",
                " ",
                "\t",
                "\r\n" + CANARY + ": 1\r\n",
                "\r\nHost: b\r\n",
                "x".repeat(40_000),
                "\r\nTransfer-Encoding: chunked\r\n",
                "\r\nContent-Length: 3\r\n"));
    return request.substring(0, from) + other + request.substring(from);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
