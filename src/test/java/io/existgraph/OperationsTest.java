package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Credential;
import io.existgraph.simulator.ExistSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ready operations: each costs on an empty memory what its file says, and a read costs nothing
/// again.
class OperationsTest extends GatewayTest {
  private static final Path FOLDER = Path.of("schema/operations");
  private static final Pattern COSTS = Pattern.compile("(?m)^# cost: .*");
  private static final Map<String, Object> CLIENT =
      Map.of("clientId", ExistSimulator.CLIENT_ID, "clientSecret", ExistSimulator.CLIENT_SECRET);

  static List<String> names() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String text(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  @Test
  void thereAreEnoughOfThemAndEachIsNamedLikeItsFile() throws IOException {
    assertThat(names()).hasSizeGreaterThanOrEqualTo(20);
    for (String name : names()) {
      String operation = name.replace(".graphql", "").replace("-", "");
      assertThat(text(name).replaceAll("(?s).*?(query|mutation) (\\w+).*", "$2"))
          .isEqualToIgnoringCase(operation);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void costsWhatItSays(String name) throws IOException {
    String document = text(name);
    Map<String, Object> variables = variables(name);
    if (!isPossible(document)) {
      assertThat(as("Bearer demo").query(document).codes()).containsOnly("NOT_SUPPORTED");
      return;
    }
    sent();
    assertThat(run(document, variables).json().path("data")).isNotEmpty();
    assertThat(sent()).hasSize(cost(document));
    if (document.contains("\nquery ")) {
      run(document, variables);
      assertThat(sent()).isEmpty();
    }
  }

  @Test
  void thePageIsReadInOneStep() throws IOException {
    Reply plan = demo().header("X-Exist-Explain", "true").query(text("dashboard-page.graphql"));
    assertThat(plan.exist().at("/plan/requests"))
        .hasSize(4)
        .allSatisfy(request -> assertThat(request.path("step").asInt()).isEqualTo(1));
  }

  /// Whether the version that is asked can do it: no file states a price that cannot be had.
  private boolean isPossible(String document) {
    Matcher costs = COSTS.matcher(document);
    return costs.find() && costs.group().contains(version());
  }

  /// Over the version that is asked.
  private int cost(String document) {
    Matcher costs = COSTS.matcher(document);
    assertThat(costs.find()).as("The file states its cost").isTrue();
    Matcher cost =
        Pattern.compile("(\\d+)( requests?)? \\(" + version() + "\\)").matcher(costs.group());
    assertThat(cost.find()).as("Its cost over " + version()).isTrue();
    return Integer.parseInt(cost.group(1));
  }

  private Reply run(String document, Map<String, Object> variables) {
    Ask ask = as("Bearer demo");
    variables.forEach(ask::with);
    return ask.query(document).withoutErrors();
  }

  /// What an operation cannot be run without.
  private Map<String, Object> variables(String name) throws IOException {
    return switch (name) {
      case "see-again.graphql" -> Map.of("id", idOfSteps());
      case "sign-in.graphql" ->
          Map.of("clientId", ExistSimulator.CLIENT_ID, "redirectUri", Approval.BACK, "state", "s");
      case "request-token.graphql" -> Map.of("username", "demo", "password", "demo");
      case "exchange-code.graphql" ->
          with(
              CLIENT,
              Map.of("code", Approval.code(exist, "read+write"), "redirectUri", Approval.BACK));
      case "refresh-token.graphql" -> with(CLIENT, Map.of("refreshToken", refreshToken()));
      case "release.graphql" -> Map.of("names", List.of("no_such_attribute"));
      case "write-values.graphql" ->
          Map.of("updates", List.of(Map.of("name", "weight", "date", "2026-11-01", "value", 71.5)));
      default -> Map.of();
    };
  }

  private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> others) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  private String idOfSteps() {
    String query = "{me{attribute(name:\"steps\"){id}}}";
    String id = as("Bearer demo").query(query).at("me/attribute/id").asString();
    caches.forget(new Credential("Bearer demo").callerId());
    return id;
  }

  private String refreshToken() throws IOException {
    return run(text("exchange-code.graphql"), variables("exchange-code.graphql"))
        .at("exchangeAuthorizationCode/refreshToken")
        .asString();
  }
}
