package io.existgraph.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.model.KnownAttributes.KnownAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownAttributesTest {
  private static KnownAttribute known(String name) {
    return KnownAttributes.of(new AttributeName(name)).orElseThrow();
  }

  @Test
  void aDocumentedAttributeHasLabelGroupTypeAndUnit() {
    assertThat(known("steps_active_min"))
        .isEqualTo(
            new KnownAttribute("Active minutes", "activity", ValueType.DURATION, Unit.MINUTES));
  }

  @Test
  void aLabelThatIsNotDocumentedIsNull() {
    assertThat(known("weight"))
        .isEqualTo(new KnownAttribute(null, "health", ValueType.DECIMAL, Unit.KG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "mood", "money_spent", "sleep_start", "mood_note", "custom"})
  void countsScalesMoneyTimesAndTextHaveNoUnit(String name) {
    assertThat(known(name).unit()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "weight_goal, health, DECIMAL, KG",
    "sleep_goal, sleep, DURATION, MINUTES",
    "water_goal, food, INTEGER, ML"
  })
  void aGoalHasTheGroupTypeAndUnitOfItsAttribute(
      String name, String group, ValueType type, Unit unit) {
    assertThat(known(name)).isEqualTo(new KnownAttribute(null, group, type, unit));
  }

  @Test
  void aDocumentedGoalKeepsItsOwnLabel() {
    assertThat(known("steps_goal").label()).isEqualTo("Steps goal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_tag", "my_tag_goal", "_goal", "Steps"})
  void whatIsNotDocumentedIsUnknown(String name) {
    assertThat(KnownAttributes.of(new AttributeName(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "activity, Activity, 1",
    "custom, Daily tags, 3",
    "food, Food and drink,",
    "health, Health,",
    "symptoms, Symptoms,"
  })
  void aDocumentedGroupHasItsLabelAndPriority(String name, String label, Integer priority) {
    assertThat(KnownAttributes.group(name)).contains(new AttributeGroup(name, label, priority));
  }

  @Test
  void aGroupThatIsNotDocumentedIsUnknown() {
    assertThat(KnownAttributes.group("astrology")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps",
        "workouts",
        "commits",
        "water",
        "money_spent",
        "mood",
        "sleep",
        "events",
        "weight",
        "location",
        "tracks",
        "tweets",
        "weather_icon",
        "custom",
        "mastodon_posts"
      })
  void theGroupOfADocumentedAttributeIsDocumented(String name) {
    assertThat(KnownAttributes.group(known(name).groupName())).isPresent();
  }
}
