package io.existgraph.graphql.execution;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Query documents over a schema, with aliases, fragments, `@skip` and `@include`. `$yes` and `$no`
/// are variables. Some are invalid: fields of different types may get the same name.
public final class RandomDocuments {
  private static final int MAX_DEPTH = 7;

  private final GraphQLSchema schema;
  private final Random random;
  private final Map<String, List<String>> arguments;
  private final List<String> fragments = new ArrayList<>();
  private int names;

  /// `arguments` are literals by the name of the argument; one without any is left out.
  public RandomDocuments(GraphQLSchema schema, Random random, Map<String, List<String>> arguments) {
    this.schema = schema;
    this.random = random;
    this.arguments = arguments;
  }

  public String next() {
    fragments.clear();
    String selection = selection(schema.getQueryType(), 0);
    return "query($yes:Boolean!,$no:Boolean!){used:__typename @include(if:$yes) @skip(if:$no) "
        + selection
        + "}"
        + String.join("", fragments);
  }

  private String selection(GraphQLNamedOutputType type, int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      text.append(
              switch (random.nextInt(8)) {
                case 0 ->
                    "...on "
                        + condition(type).getName()
                        + directive()
                        + "{"
                        + inner(type, depth)
                        + "}";
                case 1 -> spread(type, depth);
                default -> type instanceof GraphQLUnionType ? "__typename" : field(type, depth);
              })
          .append(' ');
    }
    return text.isEmpty() ? "__typename" : text.toString();
  }

  private GraphQLNamedOutputType latest;

  private GraphQLNamedOutputType condition(GraphQLNamedOutputType type) {
    List<GraphQLObjectType> possible =
        switch (type) {
          case GraphQLInterfaceType abstractType -> schema.getImplementations(abstractType);
          case GraphQLUnionType union ->
              union.getTypes().stream().map(GraphQLObjectType.class::cast).toList();
          default -> List.of();
        };
    latest = possible.isEmpty() ? type : possible.get(random.nextInt(possible.size()));
    return latest;
  }

  private String inner(GraphQLNamedOutputType type, int depth) {
    return selection(latest, depth + 1);
  }

  private String spread(GraphQLNamedOutputType type, int depth) {
    GraphQLNamedOutputType on = condition(type);
    String name = "F" + names++;
    fragments.add(
        "fragment " + name + " on " + on.getName() + "{" + selection(on, depth + 1) + "}");
    return "..." + name + directive();
  }

  private String directive() {
    return switch (random.nextInt(10)) {
      case 0 -> " @include(if:$yes)";
      case 1 -> " @skip(if:$yes)";
      case 2 -> " @include(if:$no)";
      case 3 -> " @skip(if:false)";
      default -> "";
    };
  }

  private String field(GraphQLNamedOutputType type, int depth) {
    List<GraphQLFieldDefinition> fields =
        ((GraphQLFieldsContainer) type)
            .getFieldDefinitions().stream()
                .filter(field -> depth < MAX_DEPTH || isLeaf(field.getType()))
                .filter(this::canBeAsked)
                .toList();
    if (fields.isEmpty() || random.nextInt(12) == 0) {
      return "__typename";
    }
    GraphQLFieldDefinition field = fields.get(random.nextInt(fields.size()));
    String chosen = arguments(field);
    String alias = chosen.isEmpty() && random.nextBoolean() ? "" : "a" + names++ + ":";
    String selected =
        isLeaf(field.getType())
            ? ""
            : "{" + selection((GraphQLNamedOutputType) named(field.getType()), depth + 1) + "}";
    return alias + field.getName() + chosen + directive() + selected;
  }

  private static GraphQLType named(GraphQLType type) {
    return GraphQLTypeUtil.unwrapAll(type);
  }

  private static boolean isLeaf(GraphQLType type) {
    return GraphQLTypeUtil.isLeaf(named(type));
  }

  private boolean canBeAsked(GraphQLFieldDefinition field) {
    return field.getArguments().stream()
        .filter(argument -> argument.getType() instanceof GraphQLNonNull)
        .allMatch(argument -> arguments.containsKey(argument.getName()));
  }

  private String arguments(GraphQLFieldDefinition field) {
    List<String> chosen = new ArrayList<>();
    for (GraphQLArgument argument : field.getArguments()) {
      List<String> values = arguments.get(argument.getName());
      boolean isWanted = argument.getType() instanceof GraphQLNonNull || random.nextInt(3) == 0;
      if (values != null && isWanted) {
        chosen.add(argument.getName() + ":" + values.get(random.nextInt(values.size())));
      }
    }
    return chosen.isEmpty() ? "" : "(" + String.join(",", chosen) + ")";
  }
}
