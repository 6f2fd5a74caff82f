package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AbstractDescribedNode;
import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The schema holds what clients rely on, and teaches it.
class SchemaContractTest {
  private final TypeDefinitionRegistry ours = read("schema/exist.graphqls");
  private final TypeDefinitionRegistry contract = read("contract/schema.graphqls");
  private final TypeDefinitionRegistry additions = read("contract/schema-v2.graphqls");
  private final TypeDefinitionRegistry dashboards = read("contract/schema-dashboards.graphqls");

  private static TypeDefinitionRegistry read(String path) {
    try (InputStream in = SchemaContractTest.class.getClassLoader().getResourceAsStream(path)) {
      byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
      return new SchemaParser().parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Every member of every type as one line, and every argument with its default as another: a
  /// field may have further arguments.
  private static Set<String> lines(TypeDefinitionRegistry registry) {
    Set<String> lines = new TreeSet<>();
    registry.scalars().keySet().forEach(name -> lines.add("scalar " + name));
    Stream.concat(
            registry.types().values().stream(),
            Stream.concat(
                registry.objectTypeExtensions().values().stream().flatMap(List::stream),
                registry.enumTypeExtensions().values().stream().flatMap(List::stream)))
        .forEach(
            type -> {
              for (Node<?> member : members(type)) {
                lines.add(type.getName() + "." + line(member));
                if (member instanceof FieldDefinition field) {
                  for (InputValueDefinition argument : field.getInputValueDefinitions()) {
                    lines.add(type.getName() + "." + field.getName() + "." + line(argument));
                  }
                }
              }
              if (type instanceof ObjectTypeDefinition object) {
                object
                    .getImplements()
                    .forEach(of -> lines.add(type.getName() + " implements " + print(of)));
              }
            });
    return lines;
  }

  private static List<Node<?>> members(TypeDefinition<?> type) {
    List<Node<?>> members = new ArrayList<>();
    switch (type) {
      case ObjectTypeDefinition object -> members.addAll(object.getFieldDefinitions());
      case InterfaceTypeDefinition of -> members.addAll(of.getFieldDefinitions());
      case InputObjectTypeDefinition input -> members.addAll(input.getInputValueDefinitions());
      case EnumTypeDefinition values -> members.addAll(values.getEnumValueDefinitions());
      default -> {}
    }
    return members;
  }

  private static String line(Node<?> member) {
    return switch (member) {
      case FieldDefinition field -> field.getName() + ": " + print(field.getType());
      case InputValueDefinition input ->
          input.getName()
              + ": "
              + print(input.getType())
              + (input.getDefaultValue() == null ? "" : " = " + print(input.getDefaultValue()));
      default -> print(member);
    };
  }

  private static String print(Node<?> node) {
    if (node instanceof Type<?> || !(node instanceof AbstractDescribedNode<?>)) {
      return AstPrinter.printAstCompact(node);
    }
    return ((graphql.language.NamedNode<?>) node).getName();
  }

  @Test
  void holdsEverythingTheContractPromises() {
    assertThat(lines(contract)).hasSizeGreaterThan(150);
    assertThat(lines(ours)).containsAll(lines(contract));
  }

  @Test
  void holdsWhatTheSecondVersionOfTheApiAdds() {
    assertThat(lines(additions))
        .hasSizeGreaterThan(30)
        .contains("User.tags: [Attribute!]", "User.tags.date: Date");
    assertThat(lines(ours)).containsAll(lines(additions));
  }

  @Test
  void holdsWhatDashboardsNeed() {
    assertThat(lines(dashboards))
        .hasSizeGreaterThan(60)
        .contains(
            "UnitSystem.PREFERRED",
            "Attribute.summary.units: UnitSystem = METRIC",
            "DailyValue.movingAverage.days: Int! = 7");
    assertThat(lines(ours)).containsAll(lines(dashboards));
    assertThat(lines(ours))
        .contains(
            "Attribute.values.order: DateOrder = DESC",
            "Attribute.values.skipEmpty: Boolean = false",
            "Attribute.correlations.orderBy: CorrelationOrder = DATE",
            "Average.monday.units: UnitSystem = METRIC",
            "Average.sunday.units: UnitSystem = METRIC",
            "Goal.target.units: UnitSystem = METRIC");
  }

  @Test
  void whatTheContractDoesNotHaveIsOptional() {
    Set<String> promised = lines(contract);
    promised.addAll(lines(additions));
    promised.addAll(lines(dashboards));
    for (TypeDefinition<?> type : ours.types().values()) {
      for (Node<?> member : members(type)) {
        if (member instanceof FieldDefinition field) {
          for (InputValueDefinition argument : field.getInputValueDefinitions()) {
            String line = type.getName() + "." + field.getName() + "." + line(argument);
            assertThat(promised.contains(line) || !(argument.getType() instanceof NonNullType))
                .as(line)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void describesEveryTypeFieldArgumentAndValue() {
    List<String> silent = new ArrayList<>();
    for (TypeDefinition<?> type : ours.types().values()) {
      note(silent, type.getName(), (AbstractDescribedNode<?>) type);
      for (Node<?> member : members(type)) {
        note(silent, type.getName() + "." + line(member), (AbstractDescribedNode<?>) member);
        if (member instanceof FieldDefinition field) {
          field
              .getInputValueDefinitions()
              .forEach(argument -> note(silent, line(field) + " " + argument.getName(), argument));
        }
      }
    }
    for (ScalarTypeDefinition scalar : ours.scalars().values()) {
      if (!Set.of("Int", "Float", "String", "Boolean", "ID").contains(scalar.getName())) {
        note(silent, scalar.getName(), scalar);
      }
    }
    assertThat(silent).isEmpty();
  }

  private static void note(List<String> silent, String name, AbstractDescribedNode<?> node) {
    if (node.getDescription() == null || node.getDescription().getContent().isBlank()) {
      silent.add(name);
    }
  }
}
