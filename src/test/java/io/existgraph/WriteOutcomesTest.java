package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a write is shown and remembered as, whatever Exist makes of it.
class WriteOutcomesTest extends GatewayTest {
  private static final String UPDATE =
      """
      mutation($u:[AttributeUpdateInput!]!){updateAttributes(updates:$u){
        results{name status value{value} error{reason code message isRetryable}}}}\
      """;

  private Ask client() {
    return as("Bearer demo");
  }

  private static Map<String, Object> item(String name, Object value) {
    return Map.of("name", name, "date", "2026-11-20", "value", value);
  }

  private Reply write(Object... namesAndValues) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      items.add(item((String) namesAndValues[i], namesAndValues[i + 1]));
    }
    return client().with("u", items).query(UPDATE).withoutErrors();
  }

  private String value(String name) {
    String query =
        "query($n:String!){me{attribute(name:$n){"
            + "values(from:\"2026-11-20\",to:\"2026-11-20\"){value}}}}";
    return client()
        .with("n", name)
        .query(query)
        .withoutErrors()
        .at("me/attribute/values/0/value")
        .asString();
  }

  private void failWrites(InjectedFault fault) {
    exist.fault(request -> request.method().equals("POST"), fault);
  }

  @ParameterizedTest
  @CsvSource({"mood_note, '  Wrote a gateway \n', Wrote a gateway", "weight, 71.123456, 71.1235"})
  void aValueIsShownAndRememberedAsExistKeptIt(String name, String value, String kept) {
    Reply reply = write(name, name.equals("weight") ? (Object) Double.valueOf(value) : value);
    assertThat(reply.at("updateAttributes/results/0/value/value").asString()).isEqualTo(kept);
    sent();
    assertThat(value(name)).isEqualTo(kept);
    assertThat(sent()).isEmpty();
  }

  @Test
  void aRefusedListHasAReasonForEachPosition() {
    failWrites(
        InjectedFault.json(
            400,
            "[{},{\"value\":[\"A valid number is required.\"]},"
                + "{\"date\":[\"This field is required.\"]},{\"name\":[\"No such thing.\"]}]"));
    Reply reply = write("mood", 5, "weight", 70, "mood_note", "n", "steps", 7);
    assertThat(
            reply.at("updateAttributes/results").valueStream().map(r -> r.path("error").toString()))
        .containsExactly(
            error(
                "OTHER",
                "NOT_SENT",
                reply.at("updateAttributes/results/0/error/message").asString(),
                true),
            error("INVALID_VALUE", "validation", "A valid number is required.", false),
            error("MISSING_FIELD", "missing_field", "This field is required.", false),
            error("OTHER", "other", "No such thing.", false));
    assertThat(reply.all("updateAttributes/results", "status"))
        .containsExactly("NOT_SENT", "REJECTED", "REJECTED", "REJECTED");
  }

  private static String error(String reason, String code, String message, boolean isRetryable) {
    return "{\"reason\":\"%s\",\"code\":\"%s\",\"message\":\"%s\",\"isRetryable\":%s}"
        .formatted(reason, code, message, isRetryable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[{},{}]", "[{\"value\":[\"x\"]}]", "[1,2]", "[]"})
  void aListThatSaysNothingOfTheItemsRefusesAll(String body) {
    failWrites(InjectedFault.json(400, body));
    Reply reply = write("mood", 5, "weight", 70);
    assertThat(reply.all("updateAttributes/results", "status")).containsOnly("REJECTED").hasSize(2);
  }

  static List<InjectedFault> refusals() {
    return List.of(
        new InjectedFault.FixedResponse(429, "application/json", "{}", Map.of("Retry-After", "30")),
        InjectedFault.json(400, "[{\"value\":[\"x\"]}]"),
        InjectedFault.json(403, "{\"detail\":\"No.\"}"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatExistDidNotApplyLeavesWhatIsCached(InjectedFault refusal) {
    assertThat(write("mood", 4).at("updateAttributes/results/0/status").asString())
        .isEqualTo("APPLIED");
    failWrites(refusal);
    assertThat(write("mood", 8).at("updateAttributes/results/0/status").asString())
        .isIn("NOT_SENT", "REJECTED");
    sent();
    assertThat(value("mood")).isEqualTo("4");
    assertThat(sent()).isEmpty();
  }

  static List<InjectedFault> losses() {
    return List.of(
        new InjectedFault.ClosedConnection(true),
        new InjectedFault.ClosedConnection(false),
        new InjectedFault.TruncatedBody(),
        InjectedFault.html(502),
        InjectedFault.html(200),
        InjectedFault.json(200, "{\"success\":[],\"failed\":[]}"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void afterAnUnknownOutcomeTheLaterFieldsOfTheOperationAreNotSent(InjectedFault loss) {
    String write = "%s:updateAttributes(updates:[{name:\"mood\",date:\"2026-11-%d\",value:5}])";
    String payload = "{results{status error{isRetryable}}} ";
    failWrites(loss);
    Reply reply =
        client()
            .query(
                "mutation{"
                    + write.formatted("a", 18)
                    + payload
                    + write.formatted("b", 19)
                    + payload
                    + "c:acquireAttributes(attributes:[{name:\"steps\"}])"
                    + payload
                    + "}")
            .withoutErrors();
    assertThat(reply.at("a/results/0/status").asString()).isEqualTo("UNKNOWN");
    for (String later : List.of("b", "c")) {
      assertThat(reply.at(later + "/results/0/status").asString()).isEqualTo("NOT_SENT");
      assertThat(reply.at(later + "/results/0/error/isRetryable").asBoolean()).isTrue();
    }
    assertThat(sent()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
  }

  @Test
  void afterARefusalTheLaterFieldsAreSent() {
    Reply reply =
        client()
            .query(
                "mutation{a:updateAttributes(updates:[{name:\"steps\",date:\"2026-11-20\",value:5}]){results{status}}"
                    + " b:updateAttributes(updates:"
                    + "[{name:\"mood\",date:\"2026-11-20\",value:5}]){results{status}}}");
    assertThat(reply.at("a/results/0/status").asString()).isEqualTo("REJECTED");
    assertThat(reply.at("b/results/0/status").asString()).isEqualTo("APPLIED");
  }

  @Test
  void whatIsReadWithinAMinuteOfAnUnknownOutcomeIsNotKept() {
    client().query("{me{username}}").withoutErrors();
    write("mood", 3);
    failWrites(new InjectedFault.ClosedConnection(false)); // applied later, below
    write("mood", 8);
    exist.clearFaults();
    assertThat(value("mood")).isEqualTo("3");
    clock.pass(Duration.ofSeconds(30));
    assertThat(otherCredential()).isEqualTo("3");
    lateWrite();
    assertThat(value("mood")).isEqualTo("8");
    assertThat(otherCredential()).isEqualTo("8");
    clock.pass(Duration.ofSeconds(31));
    value("mood");
    sent();
    value("mood");
    assertThat(sent()).isEmpty();
  }

  private String otherCredential() {
    return as("Token demo")
        .query(
            "{me{username attribute(name:\"mood\"){"
                + "values(from:\"2026-11-20\",to:\"2026-11-20\"){value}}}}")
        .withoutErrors()
        .at("me/attribute/values/0/value")
        .asString();
  }

  /// Exist applies the write whose answer was lost.
  private void lateWrite() {
    new ExistRequest(exist.address(), "Bearer demo")
        .post(
            "/api/1/attributes/update/",
            "[{\"name\":\"mood\",\"date\":\"2026-11-20\",\"value\":8}]");
  }

  @Test
  void otherDaysAreKeptAllTheSame() {
    failWrites(new InjectedFault.ClosedConnection(true));
    write("mood", 8);
    exist.clearFaults();
    value("weight");
    sent();
    value("weight");
    assertThat(sent()).isEmpty();
  }
}
