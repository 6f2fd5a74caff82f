package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// API v1 has no list of attributes that are not tracked any more.
class InactiveAttributesTest extends GatewayTest {
  @Test
  void anAttributeThatExistDoesNotListIsNullAndCostsOneRequest() throws Exception {
    new ExistRequest(exist.address(), "Bearer demo")
        .post("/api/1/attributes/acquire/", "[{\"name\":\"mood\",\"active\":false}]");
    exist.clearRequests();
    String query = "{me{attribute(name:\"mood\"){name isActive}}}";
    Reply plan = demo().header("X-Exist-Explain", "true").query(query);
    assertThat(plan.exist().at("/plan/cost").asInt()).isEqualTo(1);
    assertThat(plan.exist().at("/plan/exact").asBoolean()).isTrue();
    assertThat(demo().query(query).withoutErrors().at("me/attribute").isNull()).isTrue();
    assertThat(sent()).hasSize(1);
    String all = "{me{attributes(includeInactive:true){name}}}";
    assertThat(demo().query(all).withoutErrors().all("me/attributes", "name"))
        .isNotEmpty()
        .doesNotContain("mood");
  }
}
