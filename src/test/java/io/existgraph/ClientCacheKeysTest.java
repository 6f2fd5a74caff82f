package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What normalizing client caches need: every ready operation selects the `id` of each object that
/// has one, and the objects without one are listed for Apollo Client and graphcache.
class ClientCacheKeysTest {
  private static final Path OPERATIONS = Path.of("schema/operations");
  private static final GraphQLSchema SCHEMA =
      UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser().parse(Path.of("schema/exist.graphqls").toFile()));

  static List<Path> operations() throws IOException {
    try (Stream<Path> files = Files.list(OPERATIONS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationSelectsEveryId(Path file) throws IOException {
    assertThat(withoutId(Parser.parse(Files.readString(file)))).isEmpty();
  }

  @Test
  void whatLacksAnIdIsFound() {
    assertThat(
            withoutId(
                Parser.parse(
                    "{me{attribute(name:\"a\"){...F ... on Attribute{today{date}}}}}"
                        + " fragment F on Attribute{id goal{target}}")))
        .containsExactlyInAnyOrder("/me", "F/goal", "/me/attribute/today");
  }

  @Test
  void everyTypeWithoutAnIdIsDocumentedForTheCaches() throws IOException {
    Set<String> expected =
        SCHEMA.getAllTypesAsList().stream()
            .filter(type -> type instanceof GraphQLObjectType object && !hasId(object))
            .map(type -> ((GraphQLObjectType) type).getName())
            .filter(name -> !name.startsWith("__") && !Set.of("Query", "Mutation").contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    String documented = Files.readString(Path.of("schema/clients.md"));
    assertThat(names(documented, "^ +(\\w+): embedded,$")).as("Apollo").isEqualTo(expected);
    assertThat(names(documented, "^ +(\\w+): keyless,$")).as("graphcache").isEqualTo(expected);
  }

  @Test
  void apolloKnowsTheTypesOfNodes() throws IOException {
    String nodes =
        SCHEMA.getImplementations((GraphQLInterfaceType) SCHEMA.getType("Node")).stream()
            .map(GraphQLObjectType::getName)
            .sorted()
            .collect(Collectors.joining("', '", "Node: ['", "']"));
    assertThat(Files.readString(Path.of("schema/clients.md"))).contains(nodes);
  }

  private static Set<String> names(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean hasId(GraphQLFieldsContainer type) {
    return type.getFieldDefinition("id") != null;
  }

  private static List<String> withoutId(Document document) {
    List<String> found = new ArrayList<>();
    for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      GraphQLObjectType root =
          operation.getOperation() == OperationDefinition.Operation.MUTATION
              ? SCHEMA.getMutationType()
              : SCHEMA.getQueryType();
      collect(document, operation.getSelectionSet(), root, "", found);
    }
    for (var fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      var type = (GraphQLFieldsContainer) SCHEMA.getType(fragment.getTypeCondition().getName());
      collect(document, fragment.getSelectionSet(), type, fragment.getName(), found);
    }
    return found;
  }

  private static void collect(
      Document document,
      SelectionSet selections,
      GraphQLFieldsContainer type,
      String path,
      List<String> found) {
    for (Selection<?> selection : selections.getSelections()) {
      if (selection instanceof Field field && field.getSelectionSet() != null) {
        var of =
            (GraphQLFieldsContainer)
                GraphQLTypeUtil.unwrapAll(type.getFieldDefinition(field.getName()).getType());
        String place = path + "/" + field.getName();
        if (hasId(of) && !selectsId(document, field.getSelectionSet())) {
          found.add(place);
        }
        collect(document, field.getSelectionSet(), of, place, found);
      } else if (selection instanceof InlineFragment inline) {
        var of =
            inline.getTypeCondition() == null
                ? type
                : (GraphQLFieldsContainer) SCHEMA.getType(inline.getTypeCondition().getName());
        collect(document, inline.getSelectionSet(), of, path, found);
      }
    }
  }

  private static boolean selectsId(Document document, SelectionSet selections) {
    return selections.getSelections().stream()
        .anyMatch(
            selection ->
                switch (selection) {
                  case Field field -> field.getName().equals("id") && field.getAlias() == null;
                  case FragmentSpread spread ->
                      document.getDefinitionsOfType(FragmentDefinition.class).stream()
                          .filter(fragment -> fragment.getName().equals(spread.getName()))
                          .anyMatch(fragment -> selectsId(document, fragment.getSelectionSet()));
                  default -> false;
                });
  }
}
