package io.existgraph.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo's API v2, asked as any client would.
class DemoV2Test {
  private static final Instant NOON = Instant.parse("2026-11-24T02:00:00Z");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final DemoExist exist = DemoExist.start(() -> NOON);

  @AfterEach
  void close() {
    exist.close();
  }

  private record Told(int status, JsonNode json) {
    List<String> all(String field) {
      List<String> texts = new ArrayList<>();
      json.path("results").forEach(it -> texts.add(it.path(field).asString()));
      return texts;
    }
  }

  private Told get(String credential, String path) {
    return send(credential, path, HttpRequest.newBuilder().GET());
  }

  private Told get(String path) {
    return get("Token demo", path);
  }

  private Told post(String credential, String path, String json) {
    return send(
        credential,
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private Told send(String credential, String path, HttpRequest.Builder request) {
    try {
      URI uri = exist.address().resolve("/api/2/" + path);
      HttpResponse<String> answer =
          HTTP.send(
              request.uri(uri).header("Authorization", credential).build(),
              BodyHandlers.ofString());
      return new Told(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void theProfileHasAFlagForEachDimension() {
    JsonNode metric = get("accounts/profile/").json();
    assertThat(metric.path("username").asString()).isEqualTo("demo");
    assertThat(metric.path("imperial_weight").asBoolean(true)).isFalse();
    assertThat(metric.has("bio")).isFalse();
    assertThat(get("Token demo2", "accounts/profile/").json().path("imperial_liquid").asBoolean())
        .isTrue();
  }

  @Test
  void listsHaveTwentyRowsUnlessMoreAreAskedFor() {
    Told first = get("attributes/with-values/");
    assertThat(first.json().path("count").asInt()).isEqualTo(35);
    assertThat(first.json().path("results")).hasSize(20);
    assertThat(first.json().path("next").asString()).contains("page=2");
    assertThat(get("attributes/with-values/?page=2").json().path("results")).hasSize(15);
    assertThat(get("attributes/with-values/?page=3").status()).isEqualTo(404);
    assertThat(get("attributes/with-values/?limit=500").json().path("results")).hasSize(35);
  }

  @Test
  void daysWithoutARecordAreLeftOut() {
    JsonNode notes =
        get("attributes/with-values/?attributes=mood_note&days=31").json().at("/results/0");
    assertThat(notes.path("values").size()).isBetween(1, 30);
    notes.path("values").forEach(it -> assertThat(it.path("value").isString()).isTrue());
  }

  @Test
  void goalsComeWithTheValuesButNotWithTheList() {
    assertThat(get("attributes/with-values/?limit=100").all("name")).contains("steps_goal");
    assertThat(get("attributes/?limit=100").all("name")).doesNotContain("steps_goal");
    assertThat(get("attributes/?limit=100&include_low_priority=1").all("name"))
        .contains("steps_goal");
  }

  @Test
  void theNamesAskedForHaveNoEffectOnTheListAlone() {
    assertThat(get("attributes/?attributes=steps&limit=100").all("name")).hasSizeGreaterThan(30);
    assertThat(get("attributes/with-values/?attributes=steps").all("name"))
        .containsExactly("steps");
  }

  @Test
  void valuesPageBackFromADayAndTheirBeginningHasNoEffect() {
    Told page =
        get("attributes/values/?attribute=mood&date_max=2026-10-31&date_min=2026-10-30&limit=100");
    assertThat(page.json().path("results")).hasSize(100);
    assertThat(page.all("date").getFirst()).isLessThanOrEqualTo("2026-10-31");
    assertThat(get("attributes/values/?attribute=nothing").status()).isEqualTo(404);
  }

  @Test
  void averagesNameTheirAttributeInTheirOwnWay() {
    Told now = get("averages/");
    assertThat(now.all("user_attribute")).contains("steps").doesNotHaveDuplicates();
    assertThat(now.json().at("/results/0").has("attribute")).isFalse();
    Told history = get("averages/?include_historical=1&attributes=steps,sleep&limit=100");
    assertThat(history.json().path("count").asInt()).isGreaterThan(200);
    assertThat(history.all("date")).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aCorrelationIsToldOncePerPairAndFoundFromEitherSide() {
    JsonNode pair = get("correlations/?attribute=floors&limit=100").json().at("/results/0");
    String one = pair.path("attribute").asString();
    String other = pair.path("attribute2").asString();
    Told there = get("correlations/combo/?attribute=" + one + "&attribute2=" + other);
    Told back = get("correlations/combo/?attribute=" + other + "&attribute2=" + one);
    assertThat(there.json()).isEqualTo(back.json()).isEqualTo(pair);
    assertThat(get("correlations/combo/?attribute=mood&attribute2=mood_note").status())
        .isEqualTo(404);
  }

  @Test
  void insightsHaveTextAndAnOffset() {
    JsonNode insight = get("insights/?priority=3").json().at("/results/0");
    assertThat(insight.path("created").asString()).endsWith("+11:00");
    assertThat(insight.path("text").asString()).isNotBlank().doesNotContain("<");
    assertThat(insight.at("/type/priority").asInt()).isEqualTo(3);
  }

  @Test
  void aTemplateIsAcquiredAndSoMade() {
    String body = "[{\"template\":\"energy_level\"},{\"name\":\"nothing\"}]";
    Told told = post("Bearer demo", "attributes/acquire/?success_objects=1", body);
    assertThat(told.status()).isEqualTo(202);
    assertThat(told.json().at("/success/0/template").asString()).isEqualTo("energy_level");
    assertThat(told.json().at("/failed/0/error_code").asString()).isEqualTo("not_found");
    assertThat(get("Bearer demo", "attributes/owned/?limit=100").all("name"))
        .contains("energy_level");
  }

  @Test
  void attributesAreMadeOnceAndReleased() {
    String body = "[{\"label\":\"Cold plunge\",\"group\":\"custom\",\"value_type\":7}]";
    Told told = post("Bearer demo", "attributes/create/?success_objects=1", body);
    assertThat(told.json().at("/success/0/name").asString()).isEqualTo("cold_plunge");
    assertThat(post("Bearer demo", "attributes/create/", body).json().at("/failed/0/error_code"))
        .hasToString("\"exists\"");
    Told released = post("Bearer demo", "attributes/release/", "[{\"name\":\"cold_plunge\"}]");
    assertThat(released.json().at("/success/0/service").asString("?")).isEmpty();
    assertThat(get("attributes/values/?attribute=cold_plunge").status()).isEqualTo(404);
  }

  @Test
  void incrementsAddUp() {
    String body = "[{\"name\":\"weight\",\"value\":1.5,\"date\":\"2020-01-01\"}]";
    post("Bearer demo", "attributes/increment/", body);
    Told told = post("Bearer demo", "attributes/increment/", body);
    assertThat(told.json().at("/success/0/current").asDouble()).isGreaterThan(3);
    Told text =
        post("Bearer demo", "attributes/increment/", "[{\"name\":\"mood_note\",\"value\":1}]");
    assertThat(text.json().at("/failed/0/error_code").asString()).isEqualTo("validation");
  }

  @Test
  void simpleTokensWriteNothing() {
    assertThat(post("Token demo", "attributes/update/", "[]").status()).isEqualTo(403);
    assertThat(get("attributes/owned/").status()).isEqualTo(403);
  }
}
