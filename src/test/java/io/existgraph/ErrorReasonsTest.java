package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.InjectedFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// An error says what was wrong, where, and which reading failed; a plan promises only what is
/// kept.
class ErrorReasonsTest extends GatewayTest {
  private static final CallerId DEMO = new Credential("Token demo").callerId();

  @Test
  void aSyntaxErrorHasItsPlace() {
    Reply reply = demo().query("{ me {\n  username( } }");
    assertThat(reply.codes()).containsExactly("BAD_REQUEST");
    assertThat(reply.json().at("/errors/0/locations/0/line").asInt()).isEqualTo(2);
    assertThat(reply.json().at("/errors/0/locations/0/column").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query($n:String!){user(username:$n){username}}|other|1"
            + "|Variable 'n' has an invalid value: it is missing or null where String! is needed.",
        "query($n:Int){me{insights(first:$n){totalCount}}}|n|some secret"
            + "|Variable 'n' has an invalid value: it is not of type Int.",
        "query($n:UnitSystem){me{attribute(name:\"steps\"){unit(units:$n)}}}|n|some secret"
            + "|Variable 'n' has an invalid value: it is not of type UnitSystem.",
      })
  void aRefusedVariableIsNamedWithWhatIsWrong(
      String document, String variable, String value, String message) {
    Reply reply = demo().with(variable, value).query(document);
    assertThat(reply.json().at("/errors/0/message").asString()).isEqualTo(message);
    assertThat(reply.json().toString()).doesNotContain("secret");
  }

  @Test
  void everyFieldOfAFailedReadingNamesIt() {
    exist.fault(seen -> seen.target().contains("insights"), InjectedFault.html(500));
    Reply reply =
        demo().query("{me{a:insights(first:2){totalCount} b:insights(first:3){totalCount}}}");
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR", "UPSTREAM_ERROR");
    for (JsonNode error : reply.json().path("errors")) {
      assertThat(error.at("/extensions/upstreamRequest").asString())
          .startsWith("GET " + api())
          .contains("insights/?limit=100");
      assertThat(error.at("/extensions/classification").isMissingNode()).isTrue();
    }
  }

  @Test
  void noErrorHasAClassification() {
    for (String bad : new String[] {"{", "{nothing}", "{me{insights(first:0){totalCount}}}"}) {
      assertThat(demo().query(bad).json().toString()).doesNotContain("classification");
    }
  }

  @Test
  void everyCodeIsDocumented() throws Exception {
    Set<String> codes = new HashSet<>();
    Pattern code = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+|FORBIDDEN|OVERLOADED|INTERNAL)\"");
    for (String source : new String[] {"graphql/FailureExceptionResolver", "web/RequestError"}) {
      String text = Files.readString(Path.of("src/main/java/io/existgraph/" + source + ".java"));
      code.matcher(text).results().forEach(found -> codes.add(found.group(1)));
    }
    String readme = Files.readString(Path.of("schema/README.md"));
    assertThat(codes).hasSizeGreaterThan(15);
    assertThat(codes.stream().filter(each -> !readme.contains("| `" + each + "` |")).toList())
        .isEmpty();
  }

  private void spendAllBut(int left) {
    int take = budget.status(DEMO).readable() - left;
    Spending.spend(budget, DEMO, take);
  }

  @Test
  void whenReadsAreLimitedNothingIsLeftForThem() {
    spendAllBut(0);
    Reply reply = demo().query("{me{insights(first:1){totalCount}} rateLimit{remainingForReads}}");
    assertThat(reply.codes()).containsExactly("RATE_LIMITED");
    assertThat(reply.at("rateLimit/remainingForReads").asInt()).isZero();
    assertThat(reply.exist().at("/rateLimit/remainingForReads").asInt()).isZero();
  }

  @Test
  void fieldAndExtensionsOfOneAnswerAgree() {
    Reply reply =
        demo()
            .query(
                "{rateLimit{limit remaining remainingForReads resetAt}"
                    + " me{insights(first:1){totalCount} username averages{overall}}}")
            .withoutErrors();
    assertThat(reply.exist().at("/requests").asInt()).isGreaterThan(1);
    assertThat(reply.at("rateLimit/remaining").asInt())
        .isEqualTo(300 - reply.exist().at("/requests").asInt());
    for (String field : new String[] {"limit", "remaining", "remainingForReads"}) {
      assertThat(reply.at("rateLimit/" + field)).isEqualTo(reply.exist().at("/rateLimit/" + field));
    }
  }

  private JsonNode plan(String query) {
    return demo().header("X-Exist-Explain", "true").query(query).exist().path("plan");
  }

  @Test
  void aPlanIsNoLargerThanSixteenKilobytes() {
    String names =
        demo().query("{me{attributes{name}}}").all("me/attributes", "name").stream()
            .collect(Collectors.joining("\",\"", "\"", "\""));
    String query =
        "{me{attributes(names:[%s]){values(from:\"2024-01-01\",to:\"2024-12-30\"){value}}}}"
            .formatted(names);
    Reply reply = demo().header("X-Exist-Explain", "true").query(query);
    assertThat(reply.json().toString()).hasSizeLessThan(16_000);
    JsonNode plan = reply.exist().path("plan");
    assertThat(plan.path("requests").size()).isLessThanOrEqualTo(50);
    assertThat(plan.path("requests").size() + plan.path("omitted").asInt())
        .isGreaterThanOrEqualTo(plan.path("cost").asInt());
  }

  @Test
  void nothingIsCachedThatWasNeverRead() {
    String query = "{me{attributes{name value correlations(first:1){nodes{value}}}}}";
    for (JsonNode request : plan(query).path("requests")) {
      assertThat(request.path("cached").asBoolean()).as(request.toString()).isFalse();
    }
    demo().query("{me{attributes{name}}}");
    Set<String> read = Set.copyOf(sent());
    for (JsonNode request : plan(query).path("requests")) {
      if (request.path("cached").asBoolean()) {
        assertThat(read).contains("GET " + request.path("path").asString());
      }
    }
  }

  @Test
  void whatIsPromisedIsNotRefused() {
    for (String query :
        new String[] {
          "{me{attributes{correlations(first:1){nodes{value}} averages{nodes{overall}}}}}",
          "{me{attributes{values(last:1500){value}}}}",
          "{me{attributes{values(last:365){value}}}}",
          "{me{attributes{averages{nodes{overall}} insights(from:\"2026-01-01\"){nodes{text}}"
              + " correlations{nodes{value}} values(last:200){value}}}}",
          "{me{attributes{insights(first:3){nodes{text}}}}}",
        }) {
      forget("Token demo");
      JsonNode plan = plan(query);
      int cost = plan.path("cost").asInt();
      Reply reply = demo().query(query);
      if (plan.path("allowed").asBoolean()) {
        assertThat(reply.codes()).as(query).isEmpty();
      }
      assertThat(reply.exist().path("requests").asInt()).as(query).isLessThanOrEqualTo(cost);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{me{username}}",
        "{node(id:\"x\"){id}}",
        "{ownedAttributes{name}}",
        "mutation{releaseAttributes(names:[\"mood\"]){failedCount}}"
      })
  void withoutACredentialNothingIsAllowed(String query) {
    Reply plan = new Ask().header("X-Exist-Explain", "true").query(query).withoutErrors();
    assertThat(plan.exist().at("/plan/allowed").asBoolean(true)).isFalse();
    assertThat(new Ask().query(query).codes()).containsExactly("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{__typename}",
        "{rateLimit{limit}}",
        "{__schema{queryType{name}}}",
        "{authorizationUrl(clientId:\"a\",redirectUri:\"https://a.example/\",scope:[\"read\"],state:\"s\")}"
      })
  void whatNeedsNoCredentialIsAllowedWithoutOne(String query) {
    Reply plan = new Ask().header("X-Exist-Explain", "true").query(query).withoutErrors();
    assertThat(plan.exist().at("/plan/allowed").asBoolean()).isTrue();
    new Ask().query(query).withoutErrors();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{attributeTemplates{name}}",
        "mutation{createAttributes(attributes:[{template:\"steps\"}]){failedCount}}",
        "mutation{incrementAttributes(idempotencyKey:\"k\",updates:[{name:\"mood\",value:1}])"
            + "{failedCount}}",
        "{me{username insights(first:0){totalCount}}}"
      })
  void whatIsNotSupportedOrInvalidIsNotAllowed(String query) {
    Reply plan = demo().header("X-Exist-Explain", "true").query(query).withoutErrors();
    Set<String> codes = new HashSet<>(demo().query(query).codes());
    assertThat(plan.exist().at("/plan/allowed").asBoolean())
        .isEqualTo(!codes.contains("NOT_SUPPORTED") && !codes.contains("BAD_REQUEST"));
  }
}
