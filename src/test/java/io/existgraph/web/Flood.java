package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.schema.GraphQLSchema;

/// Documents made to cost as much as they can, refused or not.
enum Flood {
  FRAGMENTS(DocumentLimitCheckerTest.bomb(16)),
  UNUSED_FRAGMENTS(DocumentLimitCheckerTest.bomb(16).replace("{me{...F0}}", "{__typename}")),
  DIRECTIVES("{__typename " + "@a".repeat(900) + "}"),
  SAME_FIELDS("{me{" + "username ".repeat(999) + "}}"),
  SAME_TREES("{me{" + "groups{attributes{name}} ".repeat(246) + "}}"),
  DEEP_TREES(
      "{me{groups{"
          + ("attributes{group{".repeat(4) + "name" + "}}".repeat(4) + " ").repeat(75)
          + "}}}"),
  SPREADS("{me{" + "...F ".repeat(900) + "}} fragment F on User{id groups{id}}"),
  MANY_OPERATIONS(operations()),
  UNKNOWN_FIELDS("{me{" + names(990) + "}}"),
  UNKNOWN_ARGUMENTS("{me{groups(" + names(490).replace(" ", ":1 ") + "){id}}}"),
  VARIABLES("query(" + variables(390) + "){__typename}"),
  OVERLAPS(overlaps()),
  COMMAS("{__typename" + ",".repeat(500_000) + "}"),
  LONG_NUMBER("{a(b:" + "1".repeat(500_000) + ")}"),
  LONG_NUMBERS("{a(b:[" + ("1".repeat(100) + " ").repeat(1_900) + "])}"),
  DIGITS("{a(b:[" + ("1".repeat(99) + " ").repeat(50) + "])}"),
  LONG_NAME("{" + "x".repeat(500_000) + "}"),
  BRACKETS("{nodes(ids:" + "[".repeat(1_900) + "}");

  private final String document;

  Flood(String document) {
    this.document = document;
  }

  String document() {
    return document;
  }

  /// Parses, measures and validates it, with nothing remembered.
  void check(GraphQLSchema schema) {
    var bounds = new DocumentLimits(2_000, 12, 1_000, 50, 10, 5, 20);
    var input = ExecutionInput.newExecutionInput(document).build();
    var checked =
        new ValidatingDocumentProvider(bounds, () -> schema).getDocumentAsync(input, _ -> null);
    assertThat(checked).isCompleted();
  }

  private static String names(int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append('x').append(i).append(' ');
    }
    return names.toString();
  }

  private static String variables(int count) {
    return names(count).replace("x", "$x").replace(" ", ":Int ");
  }

  private static String operations() {
    StringBuilder operations = new StringBuilder("fragment F on User{" + "id ".repeat(90) + "}");
    for (int i = 0; i < 50; i++) {
      operations.append(" query Q").append(i).append("{me{...F}}");
    }
    return operations.toString();
  }

  /// Fragments that are spread beside each other on every level.
  private static String overlaps() {
    StringBuilder overlaps = new StringBuilder("{me{groups{...F0}}}");
    for (int i = 0; i < 3; i++) {
      String next = "attributes{group{...F" + (i + 1) + "}}";
      overlaps.append(" fragment F").append(i).append(" on AttributeGroup{" + next.repeat(7) + "}");
    }
    return overlaps + " fragment F3 on AttributeGroup{name}";
  }
}
