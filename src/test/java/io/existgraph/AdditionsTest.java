package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What API v2 adds to the graph is null over v1 or, at the root, not supported.
class AdditionsTest extends GatewayTest {
  @Test
  void fieldsAreNullAndCostNothing() {
    Reply reply =
        demo()
            .query(
                """
                {me{correlations{nodes{value}} tags{name}
                  attribute(name:"steps"){label template isManual availableServices{name}
                    correlations(first:1){nodes{offset category rating{label}}}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/correlations").isNull()).isTrue();
    assertThat(reply.at("me/tags").isNull()).isTrue();
    assertThat(reply.at("me/attribute/template").isNull()).isTrue();
    assertThat(reply.at("me/attribute/isManual").isNull()).isTrue();
    assertThat(reply.at("me/attribute/availableServices").isNull()).isTrue();
    assertThat(reply.at("me/attribute/correlations/nodes/0/offset").isNull()).isTrue();
    assertThat(sent()).hasSize(2);
  }

  @Test
  void oneFlagSetsAllUnits() {
    String query = "{me{imperialUnits units{distance weight energy liquid temperature}}}";
    assertThat(demo().query(query).withoutErrors().at("me/units").toString())
        .doesNotContain("IMPERIAL");
    assertThat(as("Token demo2").query(query).withoutErrors().at("me/units").toString())
        .doesNotContain("METRIC");
  }

  @Test
  void rootsAreNotSupportedAndNothingIsSent() {
    assertThat(demo().query("{attributeTemplates{name}}").codes()).containsExactly("NOT_SUPPORTED");
    assertThat(
            as("Bearer demo")
                .query(
                    """
                    mutation{incrementAttributes(idempotencyKey:"k",
                        updates:[{name:"steps",date:"2026-11-20",value:1}]){failedCount}
                      createAttributes(attributes:[{template:"coffees"}]){failedCount}}\
                    """)
                .codes())
        .containsExactly("NOT_SUPPORTED", "NOT_SUPPORTED");
    assertThat(sent()).isEmpty();
  }
}
