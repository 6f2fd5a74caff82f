package io.existgraph.web;

import static graphql.introspection.IntrospectionQueryBuilder.Options.defaultOptions;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQueryBuilder;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each limit of a document: at the limit it is executed, one beyond it is not.
class DocumentLimitCheckerTest extends HttpFace {
  @Test
  void aDocumentHasAtMost2000Tokens() {
    assertTaken(ids(1_988));
    assertTooCostly(ids(1_989), "The document has more than 2000 tokens.");
  }

  private static String ids(int count) {
    return "{nodes(ids:[" + "\"a\" ".repeat(count) + "]){id}}";
  }

  @Test
  void anOperationIsAtMost12FieldsDeep() {
    assertTaken(nested("attributes{name}"));
    assertTooCostly(
        nested("attributes{group{name}}"), "The operation has a depth of 13; the limit is 12.");
  }

  private static String nested(String innermost) {
    return "{me{groups{" + "attributes{group{".repeat(4) + innermost + "}}".repeat(4) + "}}}";
  }

  @Test
  void anOperationHasAtMost1000FieldsOnceItsFragmentsAreExpanded() {
    String fragment = " fragment F on User{" + "username ".repeat(99) + "}";
    String spreads = "...F ".repeat(10);
    assertTaken("{me{" + spreads + "username ".repeat(9) + "}}" + fragment);
    assertTooCostly(
        "{me{" + spreads + "username ".repeat(10) + "}}" + fragment,
        "The operation has 1001 fields; the limit is 1000.");
  }

  @Test
  void anOperationHasAtMost50Aliases() {
    assertTaken("{me{" + aliases(50) + "}}");
    assertTooCostly("{me{" + aliases(51) + "}}", "The operation has 51 aliases; the limit is 50.");
    assertTooCostly(
        "{me{...F ...{...F}}} fragment F on User{" + aliases(26) + "}",
        "The operation has 52 aliases; the limit is 50.");
  }

  private static String aliases(int count) {
    StringBuilder aliases = new StringBuilder();
    for (int i = 0; i < count; i++) {
      aliases.append('a').append(i).append(":username ");
    }
    return aliases.toString();
  }

  @Test
  void aQueryHasAtMost10RootFieldsAndAMutation5() {
    assertTaken("{" + "__typename ".repeat(10) + "}");
    assertTooCostly(
        "{" + "__typename ".repeat(11) + "}", "The operation has 11 root fields; the limit is 10.");
    assertTaken("mutation{" + "__typename ".repeat(5) + "}");
    assertTooCostly(
        "mutation{"
            + "__typename ".repeat(4)
            + "...F} fragment F on Mutation{__typename ...{__typename}}",
        "The operation has 6 root fields of a mutation; the limit is 5.");
  }

  @Test
  void aDocumentHasAtMost20Directives() {
    String directed = "username @include(if:true) ";
    assertTaken("{me{" + directed.repeat(20) + "}}");
    assertTooCostly(
        "{me{" + directed.repeat(21) + "}}", "The operation has 21 directives; the limit is 20.");
  }

  @Test
  void anAliasBombIsRefused() {
    StringBuilder bomb = new StringBuilder("{me{");
    for (int i = 0; i < 300; i++) {
      bomb.append('a').append(i).append(":groups{name} ");
    }
    assertTooCostly(bomb + "}}", "The operation has 300 aliases; the limit is 50.");
  }

  @Test
  void aFragmentBombIsRefused() {
    assertTooCostly(bomb(16), "The operation has 65537 fields; the limit is 1000.");
    assertTooCostly(bomb(150), "The operation has 1000000000 fields; the limit is 1000.");
    assertTooCostly(
        bomb(16).replace("{me{...F0}}", "{__typename}"),
        "The operation has 196607 selections in all; the limit is 5000.");
  }

  /// A fragment that spreads another twice, which spreads another twice, and so on.
  static String bomb(int power) {
    StringBuilder bomb = new StringBuilder("{me{...F0}}");
    for (int i = 0; i < power; i++) {
      String next = "...F" + (i + 1);
      bomb.append(" fragment F").append(i).append(" on User{" + next + next + "}");
    }
    return bomb + " fragment F" + power + " on User{id}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{me{...A}} fragment A on User{...A}",
        "{me{...A}} fragment A on User{id ...B} fragment B on User{id ...A}",
        "{me{...A}} fragment A on User{groups{attributes{group{...B}}}} "
            + "fragment B on AttributeGroup{attributes{group{...B}}}",
        "{__typename} fragment A on User{...A}",
      })
  void fragmentsThatFormACircleAreABadRequest(String document) {
    var response = run(document);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("BAD_REQUEST");
    assertThat(message(response)).isEqualTo("The fragments of the document are cyclic.");
  }

  @Test
  void twoFragmentsOfOneNameAreABadRequest() {
    var response = run("{me{...A}} fragment A on User{id} fragment A on User{username}");
    assertThat(code(response)).isEqualTo("BAD_REQUEST");
    assertThat(message(response)).isEqualTo("Two fragments have the same name.");
  }

  @Test
  void aDirectiveFloodIsRefused() {
    assertTooCostly(
        "{__typename " + "@a".repeat(900) + "}",
        "The operation has 900 directives; the limit is 20.");
  }

  @Test
  void theIntrospectionOfEveryToolPasses() {
    assertTaken(IntrospectionQueryBuilder.build());
    assertTaken(
        IntrospectionQueryBuilder.build(
            defaultOptions()
                .descriptions(true)
                .specifiedByUrl(true)
                .isOneOf(true)
                .directiveIsRepeatable(true)
                .schemaDescription(true)
                .inputValueDeprecation(true)
                .typeRefFragmentDepth(9)));
    assertTaken("{__type(name:\"Query\"){name fields{name args{name type{name}}}} me{id}}");
  }

  @Test
  void anIntrospectionFloodIsRefused() {
    String circles =
        "{__schema{types{" + "fields{type{".repeat(5) + "name" + "}}".repeat(5) + "}}}";
    assertTooCostly(circles, "The introspection query is cyclic.");
    String deep = "{__schema{types{" + "ofType{".repeat(18) + "name" + "}".repeat(18) + "}}}";
    assertTooCostly(deep, "The introspection has a depth of 21; the limit is 20.");
    assertTooCostly(
        "{__schema{types{" + "name ".repeat(500) + "}}}",
        "The operation has 501 fields of introspection; the limit is 500.");
    assertTooCostly(
        "{a:__schema{types{name}} b:__schema{types{name}}}", "The introspection query is cyclic.");
  }

  @Test
  void aLimitHoldsForEveryOperationOfADocument() {
    String second = " query B{me{" + aliases(51) + "}}";
    var response =
        post(json(Map.of("query", "query A{__typename}" + second, "operationName", "A")));
    assertThat(code(response)).isEqualTo("QUERY_TOO_COSTLY");
  }

  @Test
  void aRefusalIs200ToAClientOfPlainJson() {
    var response = post(json(Map.of("query", bomb(16))), "Accept", JSON);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(code(response)).isEqualTo("QUERY_TOO_COSTLY");
  }

  private void assertTaken(String document) {
    HttpResponse<String> response = run(document);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(code(response)).isIn("", "UNAUTHENTICATED");
  }

  private void assertTooCostly(String document, String message) {
    HttpResponse<String> response = run(document);
    assertThat(message(response)).startsWith(message);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("QUERY_TOO_COSTLY");
  }
}
