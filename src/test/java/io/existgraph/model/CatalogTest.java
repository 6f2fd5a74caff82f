package io.existgraph.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static final AttributeGroup MOOD = new AttributeGroup("mood", "Mood", 2);
  private static final AttributeGroup ACTIVITY = new AttributeGroup("activity", "Activity", 1);
  private static final AttributeGroup OTHER = new AttributeGroup("other", "Other", null);

  private static Attribute attribute(
      String name, @Nullable AttributeGroup group, @Nullable Integer priority) {
    return new Attribute(
        new AttributeName(name),
        name,
        group,
        priority,
        null,
        false,
        true,
        ValueType.INTEGER,
        null,
        null,
        null,
        null);
  }

  private final Catalog catalog =
      new Catalog(
          List.of(
              attribute("tag", null, 1),
              attribute("zeal", OTHER, 1),
              attribute("mood", MOOD, 1),
              attribute("floors", ACTIVITY, null),
              attribute("steps", ACTIVITY, 1),
              attribute("mood", MOOD, 9)));

  @Test
  void attributesAreInDisplayOrderAndThoseWithoutPriorityOrGroupLast() {
    assertThat(catalog.attributes())
        .extracting(attribute -> attribute.name().value())
        .containsExactly("steps", "floors", "mood", "zeal", "tag");
    assertThat(catalog.groups()).containsExactly(ACTIVITY, MOOD, OTHER);
  }

  @Test
  void anAttributeIsFoundByNameAndByGroup() {
    assertThat(catalog.attribute(new AttributeName("mood")).priority()).isEqualTo(1);
    assertThat(catalog.attribute(new AttributeName("none"))).isNull();
    assertThat(catalog.in(ACTIVITY))
        .extracting(attribute -> attribute.name().value())
        .containsExactly("steps", "floors");
    assertThat(catalog.in(new AttributeGroup("none", "None", 1))).isEmpty();
  }
}
