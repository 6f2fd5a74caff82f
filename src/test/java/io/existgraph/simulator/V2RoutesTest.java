package io.existgraph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The API v2 of the simulator over HTTP.
class V2RoutesTest extends SimulatorRequests {
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
    ApiResponse first = get("attributes/with-values/");
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
    notes.path("values").forEach(value -> assertThat(value.path("value").isString()).isTrue());
  }

  @Test
  void goalsComeWithTheValuesButNotWithTheList() {
    assertThat(get("attributes/with-values/?limit=100").all("name")).contains("steps_goal");
    assertThat(get("attributes/?limit=100").all("name")).doesNotContain("steps_goal");
    assertThat(get("attributes/?limit=100&include_low_priority=1").all("name"))
        .contains("steps_goal");
  }

  @Test
  void theParameterAttributesHasNoEffectOnTheListAlone() {
    assertThat(get("attributes/?attributes=steps&limit=100").all("name")).hasSizeGreaterThan(30);
    assertThat(get("attributes/with-values/?attributes=steps").all("name"))
        .containsExactly("steps");
  }

  @Test
  void valuesArePagedBackFromADateAndDateMinHasNoEffect() {
    ApiResponse page =
        get("attributes/values/?attribute=mood&date_max=2026-10-31&date_min=2026-10-30&limit=100");
    assertThat(page.json().path("results")).hasSize(100);
    assertThat(page.all("date").getFirst()).isLessThanOrEqualTo("2026-10-31");
    assertThat(get("attributes/values/?attribute=nothing").status()).isEqualTo(404);
  }

  @Test
  void averagesNameTheirAttributeUserAttribute() {
    ApiResponse now = get("averages/");
    assertThat(now.all("user_attribute")).contains("steps").doesNotHaveDuplicates();
    assertThat(now.json().at("/results/0").has("attribute")).isFalse();
    ApiResponse history = get("averages/?include_historical=1&attributes=steps,sleep&limit=100");
    assertThat(history.json().path("count").asInt()).isGreaterThan(200);
    assertThat(history.all("date")).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aCorrelationIsListedOncePerPairAndFoundFromEitherSide() {
    JsonNode pair = get("correlations/?attribute=floors&limit=100").json().at("/results/0");
    String one = pair.path("attribute").asString();
    String other = pair.path("attribute2").asString();
    ApiResponse there = get("correlations/combo/?attribute=" + one + "&attribute2=" + other);
    ApiResponse back = get("correlations/combo/?attribute=" + other + "&attribute2=" + one);
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
  void acquiringATemplateCreatesTheAttribute() {
    String body = "[{\"template\":\"energy_level\"},{\"name\":\"nothing\"}]";
    ApiResponse response = post("Bearer demo", "attributes/acquire/?success_objects=1", body);
    assertThat(response.status()).isEqualTo(202);
    assertThat(response.json().at("/success/0/template").asString()).isEqualTo("energy_level");
    assertThat(response.json().at("/failed/0/error_code").asString()).isEqualTo("not_found");
    assertThat(get("Bearer demo", "attributes/owned/?limit=100").all("name"))
        .contains("energy_level");
  }

  @Test
  void attributesAreCreatedOnceAndReleased() {
    String body = "[{\"label\":\"Cold plunge\",\"group\":\"custom\",\"value_type\":7}]";
    ApiResponse response = post("Bearer demo", "attributes/create/?success_objects=1", body);
    assertThat(response.json().at("/success/0/name").asString()).isEqualTo("cold_plunge");
    assertThat(post("Bearer demo", "attributes/create/", body).json().at("/failed/0/error_code"))
        .hasToString("\"exists\"");
    ApiResponse released =
        post("Bearer demo", "attributes/release/", "[{\"name\":\"cold_plunge\"}]");
    assertThat(released.json().at("/success/0/service").asString("?")).isEmpty();
    assertThat(get("attributes/values/?attribute=cold_plunge").status()).isEqualTo(404);
  }

  @Test
  void incrementsAddUp() {
    String body = "[{\"name\":\"weight\",\"value\":1.5,\"date\":\"2020-01-01\"}]";
    post("Bearer demo", "attributes/increment/", body);
    ApiResponse response = post("Bearer demo", "attributes/increment/", body);
    assertThat(response.json().at("/success/0/current").asDouble()).isGreaterThan(3);
    ApiResponse text =
        post("Bearer demo", "attributes/increment/", "[{\"name\":\"mood_note\",\"value\":1}]");
    assertThat(text.json().at("/failed/0/error_code").asString()).isEqualTo("validation");
  }

  @Test
  void anIncrementThatDoesNotFitChangesNothing() {
    String body = "[{\"name\":\"meditation_min\",\"value\":%s,\"date\":\"2026-11-20\"}]";
    post("Bearer demo", "attributes/acquire/", "[{\"name\":\"meditation_min\"}]");
    ApiResponse half = post("Bearer demo", "attributes/increment/", body.formatted("0.5"));
    assertThat(half.json().at("/failed/0/error").asString()).contains("float");
    ApiResponse back = post("Bearer demo", "attributes/increment/", body.formatted("-1000"));
    assertThat(back.status()).isEqualTo(202);
    int first = current(post("Bearer demo", "attributes/increment/", body.formatted("3")));
    assertThat(current(post("Bearer demo", "attributes/increment/", body.formatted("0"))))
        .isEqualTo(first);
  }

  private static int current(ApiResponse response) {
    return response.json().at("/success/0/current").asInt(-1);
  }

  @Test
  void anIncrementWithoutADateAppliesToToday() {
    ApiResponse response =
        post("Bearer demo", "attributes/increment/", "[{\"name\":\"weight\",\"value\":1}]");
    assertThat(response.json().at("/success/0").has("date")).isFalse();
    ApiResponse values = get("attributes/values/?attribute=weight");
    assertThat(values.all("date").getFirst()).isEqualTo("2026-11-24");
    assertThat(values.json().at("/results/0/value").asDouble())
        .isEqualTo(response.json().at("/success/0/current").asDouble());
  }

  @Test
  void bothVersionsReturnTheSameValues() {
    post(
        "Bearer demo",
        "attributes/update/",
        "[{\"name\":\"mood\",\"date\":\"2026-11-23\",\"value\":9}]");
    String one = "/api/1/users/$self/attributes/mood/?limit=1&date_max=2026-11-23";
    assertThat(get(one).json().path("results"))
        .isEqualTo(
            get("attributes/values/?attribute=mood&limit=1&date_max=2026-11-23")
                .json()
                .path("results"));
    assertThat(get(one).json().at("/results/0/value").asInt()).isEqualTo(9);
  }

  @Test
  void anAttributeWithoutDataHasNoValuesAndANewOneIsActive() {
    post("Bearer demo", "attributes/acquire/", "[{\"template\":\"stress_level\"}]");
    JsonNode stress =
        get("attributes/with-values/?templates=stress_level&days=31").json().at("/results/0");
    assertThat(stress.path("values").isArray()).isTrue();
    assertThat(stress.path("values")).isEmpty();
    assertThat(stress.path("active").isBoolean()).isTrue();
  }

  @Test
  void aNameMayBeAskedForTwice() {
    assertThat(get("attributes/with-values/?attributes=steps,mood,steps").all("name"))
        .containsExactly("steps", "mood");
  }

  @Test
  void simpleTokensWriteNothing() {
    assertThat(post("Token demo", "attributes/update/", "[]").status()).isEqualTo(403);
    assertThat(get("attributes/owned/").status()).isEqualTo(403);
  }
}
