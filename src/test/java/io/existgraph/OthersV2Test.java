package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import org.junit.jupiter.api.Test;

/// API v2 has data of nobody but the caller.
@OverV2
class OthersV2Test extends GatewayTest {
  @Test
  void theCallersOwnNameIsTheCaller() {
    Reply reply =
        demo()
            .query(
                "{user(username:\"demo\"){id username insights(first:2){nodes{text}}"
                    + " attribute(name:\"steps\"){value}}}")
            .withoutErrors();
    assertThat(reply.at("user/username").asString()).isEqualTo("demo");
    assertThat(reply.at("user/insights/nodes")).hasSize(2);
    assertThat(reply.at("user/attribute/value").isNumber()).isTrue();
    assertThat(sent()).hasSize(3);
  }

  @Test
  void anyOtherNameIsNotSupportedAndCostsNoMoreThanKnowingOnesOwn() {
    Reply reply = demo().query("{user(username:\"josh\"){id groups{name} averages{overall}}}");
    assertThat(reply.codes()).containsExactly("NOT_SUPPORTED");
    assertThat(reply.at("user").isNull()).isTrue();
    assertThat(sent()).containsExactly("GET /api/2/accounts/profile/");
    assertThat(demo().query("{user(username:\"josh\"){username}}").codes())
        .containsExactly("NOT_SUPPORTED");
    assertThat(sent()).isEmpty();
  }

  @Test
  void whoCannotBeThereIsNull() {
    Reply reply = demo().query("{user(username:\"a/b\"){username}}").withoutErrors();
    assertThat(reply.at("user").isNull()).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void whereOnesOwnNameCannotBeReadThatIsTold() {
    exist.fault(request -> request.target().contains("profile"), InjectedFault.html(500));
    assertThat(demo().query("{user(username:\"demo\"){username}}").codes())
        .containsExactly("UPSTREAM_ERROR");
  }
}
