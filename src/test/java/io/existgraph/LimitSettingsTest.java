package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.Introspection;
import io.existgraph.credential.Credential;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/// Every limit follows its own setting: at the limit an operation is executed, one beyond it is
/// refused, and the limit is named.
@TestPropertySource(
    properties = {
      "exist.limits.body=4000B",
      "exist.limits.tokens=60",
      "exist.limits.depth=4",
      "exist.limits.fields=8",
      "exist.limits.aliases=2",
      "exist.limits.root-fields=3",
      "exist.limits.mutation-fields=1",
      "exist.limits.directives=5",
      "exist.limits.requests=7",
      "exist.limits.values=601",
      "exist.limits.write-items=9",
      "exist.limits.response=3000B",
      "exist.graphql.introspection=false",
    })
class LimitSettingsTest extends GatewayTest {
  /// Spring turns it off for all that runs in this process.
  @AfterAll
  static void letOthersIntrospect() {
    var _ = Introspection.enabledJvmWide(true);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{nodes(ids:[%s]){id}} | 48 | The document has more than 60 tokens. | '0,'",
        "{me{groups{%s}}} | 6 | The operation has 9 fields; the limit is 8. | 'name '",
        "{me{%s}} | 5 | The operation has 6 directives; the limit is 5. | 'id @include(if:true) '",
        "{%s} | 3 | The operation has 4 root fields; the limit is 3. | '__typename '",
        "mutation{%s} | 1 | The operation has 2 root fields of a mutation; the limit is 1."
            + " | '__typename '",
      })
  void whatIsRepeatedIsLimited(String document, int most, String refusal, String repeated) {
    assertTaken(document.formatted(repeated.repeat(most)));
    assertRefused(document.formatted(repeated.repeat(most + 1)), refusal);
  }

  @Test
  void depthAndAliasesAreLimited() {
    assertTaken("{me{groups{attributes{name}}}}");
    assertRefused(
        "{me{groups{attributes{group{name}}}}}", "The operation has a depth of 5; the limit is 4.");
    assertTaken("{a:me{b:username}}");
    assertRefused("{a:me{b:username c:today}}", "The operation has 3 aliases; the limit is 2.");
  }

  @Test
  void aBodyIsLimited() {
    String query = "{__typename}";
    int rest = 4000 - "{\"query\":\"\",\"variables\":{}}".length() - query.length();
    assertTaken(query + " ".repeat(rest));
    Reply reply = demo().query(query + " ".repeat(rest + 1));
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    assertThat(message(reply)).isEqualTo("The body is over the limit of 4000 bytes.");
  }

  @Test
  void requestsToExistAreLimited() {
    assertTaken(days(590));
    assertThat(sent()).hasSize(7);
    caches.forget(new Credential("Token demo").callerId());
    assertRefused(days(601), "The operation needs 8 requests to Exist; the limit is 7.");
    assertThat(sent()).isEmpty();
  }

  @Test
  void valuesAreLimited() {
    assertRefused(days(602), "The operation answers with 602 values; the limit is 601.");
    assertThat(sent()).isEmpty();
  }

  private static String days(int count) {
    return "{me{attribute(name:\"steps\"){values(last:" + count + "){date @skip(if:true)}}}}";
  }

  @Test
  void anAnswerIsLimited() {
    int empty = 3000 - length(state(0));
    assertTaken(state(empty));
    assertThat(length(state(empty))).isEqualTo(3000);
    assertRefused(state(empty + 1), "The answer is over the limit of 3000 bytes.");
  }

  private static String state(int length) {
    return "{authorizationUrl(clientId:\"c\",redirectUri:\"https://a.b\",scope:[],state:\""
        + "s".repeat(length)
        + "\")}";
  }

  private int length(String query) {
    return demo().query(query).json().toString().length();
  }

  @Test
  void writtenItemsAreLimited() {
    assertThat(write(9).at("updateAttributes/failedCount").asInt()).isZero();
    sent();
    Reply reply = write(10);
    assertThat(reply.codes()).containsExactly("QUERY_TOO_COSTLY");
    assertThat(message(reply)).startsWith("The operation writes more than 9 items.");
    assertThat(sent()).isEmpty();
  }

  private Reply write(int items) {
    Map<String, Object> item = Map.of("name", "mood", "date", "2026-11-20", "value", 5);
    return as("Bearer demo")
        .with("u", Collections.nCopies(items, item))
        .query("mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){failedCount}}");
  }

  @Test
  void introspectionIsOffButTheNamesOfTypesAreTold() {
    Reply reply = new Ask().query("{__schema{queryType{name}}}");
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    assertThat(reply.json().toString()).doesNotContain("Query");
    assertThat(new Ask().query("{__typename}").at("__typename").asString()).isEqualTo("Query");
  }

  private void assertTaken(String document) {
    Reply reply = demo().query(document);
    assertThat(reply.codes()).as(reply.json().toString()).isEmpty();
  }

  private void assertRefused(String document, String message) {
    Reply reply = demo().query(document);
    assertThat(message(reply)).startsWith(message);
    assertThat(reply.codes()).isEqualTo(List.of("QUERY_TOO_COSTLY"));
  }

  private static String message(Reply reply) {
    return reply.json().at("/errors/0/message").asString();
  }
}
