package io.existgraph.exist.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.InsightListResource;
import io.existgraph.exist.tree.JsonTreeParser;
import io.existgraph.model.Insight;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Decodes pages of insights.
class InsightDecoderTest {
  private static List<Insight.InsightType> types(String... types) {
    String rows =
        Stream.of(types)
            .map("{\"created\": \"2026-11-24T10:00:00Z\", \"type\": %s}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    return ListRowDecoder.page(
            InsightListResource.of(null, null, null),
            1,
            JsonTreeParser.parse(rows.getBytes(StandardCharsets.UTF_8)))
        .rows()
        .stream()
        .map(Insight::type)
        .toList();
  }

  private static String type(String name, String label) {
    return """
    {"name": "%s", "period": 1, "priority": 2, "attribute": {"name": "steps", "label": "%s"}}\
    """
        .formatted(name, label);
  }

  @Test
  void rowsOfOneTypeShareIt() {
    List<Insight.InsightType> types = types(type("a", "Steps"), type("a", "Steps"));

    assertThat(types).hasSize(2);
    assertThat(types.getFirst()).isSameAs(types.getLast());
  }

  @Test
  void typesOfOneNameAreReadByThemselves() {
    assertThat(types(type("a", "Steps"), type("a", "Schritte"), type("a", "Steps")))
        .extracting(type -> type.attribute().label())
        .containsExactly("Steps", "Schritte", "Steps");
  }

  @Test
  void rowsWithoutTypeAreSkipped() {
    assertThat(types("{}", "null", "\"a\"", type("b", "Steps")))
        .extracting(Insight.InsightType::name)
        .containsExactly("b");
  }
}
