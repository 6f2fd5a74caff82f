package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import org.junit.jupiter.api.Test;

/// API v2 tells of nobody but the caller.
@OverV2
class OthersV2Test extends GatewayTest {
  @Test
  void theCallersOwnNameIsTheCaller() {
    Told told =
        demo()
            .query(
                "{user(username:\"demo\"){id username insights(first:2){nodes{text}}"
                    + " attribute(name:\"steps\"){value}}}")
            .withoutErrors();
    assertThat(told.at("user/username").asString()).isEqualTo("demo");
    assertThat(told.at("user/insights/nodes")).hasSize(2);
    assertThat(told.at("user/attribute/value").isNumber()).isTrue();
    assertThat(sent()).hasSize(3);
  }

  @Test
  void anyOtherNameIsNotSupportedAndCostsNoMoreThanKnowingOnesOwn() {
    Told told = demo().query("{user(username:\"josh\"){id groups{name} averages{overall}}}");
    assertThat(told.codes()).containsExactly("NOT_SUPPORTED");
    assertThat(told.at("user").isNull()).isTrue();
    assertThat(sent()).containsExactly("GET /api/2/accounts/profile/");
    assertThat(demo().query("{user(username:\"josh\"){username}}").codes())
        .containsExactly("NOT_SUPPORTED");
    assertThat(sent()).isEmpty();
  }

  @Test
  void whoCannotBeThereIsNull() {
    Told told = demo().query("{user(username:\"a/b\"){username}}").withoutErrors();
    assertThat(told.at("user").isNull()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void whereOnesOwnNameCannotBeReadThatIsTold() {
    exist.fault(it -> it.target().contains("profile"), InjectedFault.html(500));
    assertThat(demo().query("{user(username:\"demo\"){username}}").codes())
        .containsExactly("UPSTREAM_ERROR");
  }
}
