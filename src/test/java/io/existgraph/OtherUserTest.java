package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A credential that answers as another user than before is not believed in anything.
class OtherUserTest extends GatewayTest {
  private static final String EVERYTHING =
      "{me{username insights(first:2){nodes{text}} averages{overall}}}";

  @Autowired private MeterRegistry meters;

  private double counted() {
    return meters.get("existgraph.credentials.disowned").counter().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": 4711, \"username\": \"demo\"}",
        "{\"username\": \"somebody\", \"timezone\": \"Australia/Melbourne\"}"
      })
  void nothingOfEitherUserIsToldAndItIsCounted(String other) {
    demo().query(EVERYTHING).withoutErrors();
    double before = counted();
    exist.fault(request -> request.target().contains("/today/"), InjectedFault.json(200, other));
    sent();
    Reply reply = demo().header("Cache-Control", "no-cache").query(EVERYTHING);
    assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_BAD_RESPONSE");
    assertThat(reply.json().path("data").toString())
        .isEqualTo("{\"me\":{\"username\":null,\"insights\":null,\"averages\":null}}");
    assertThat(counted()).isEqualTo(before + 1);
    exist.clearFaults();
    sent();
    demo().query(EVERYTHING).withoutErrors();
    assertThat(sent()).hasSize(3);
  }

  @Test
  void anAnswerAboutAnotherUserThanWasAskedAboutIsNotShown() {
    exist.fault(
        request -> request.target().contains("/users/demo2/"),
        InjectedFault.json(200, "{\"id\": 1, \"username\": \"demo\", \"bio\": \"theirs\"}"));
    Reply reply = demo().query("{user(username:\"demo2\"){username bio}}");
    assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_BAD_RESPONSE");
    assertThat(reply.json().toString()).doesNotContain("theirs");
  }

  @Test
  void whatIsRememberedDoesNotStandInForIt() {
    demo().query("{me{attributes{name value}}}").withoutErrors();
    clock.pass(Duration.ofMinutes(11));
    exist.fault(
        request -> request.target().contains("/today/"),
        InjectedFault.json(200, "{\"username\": \"somebody\"}"));
    Reply reply = demo().query("{me{attributes{name value}}}");
    assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_BAD_RESPONSE");
    assertThat(sent()).hasSize(2);
  }

  @Test
  void whatIsNotToldContradictsNothing() {
    demo().query(EVERYTHING).withoutErrors();
    double before = counted();
    exist.fault(
        request -> request.target().contains("/today/"),
        InjectedFault.json(200, "{\"bio\": \"\"}"));
    demo().header("Cache-Control", "no-cache").query("{me{id}}").withoutErrors();
    assertThat(counted()).isEqualTo(before);
  }

  @Test
  void anotherCredentialIsNotTouched() {
    demo().query(EVERYTHING).withoutErrors();
    as("Token demo2").query(EVERYTHING).withoutErrors();
    exist.fault(
        request -> request.target().contains("/today/"),
        InjectedFault.json(200, "{\"username\": \"somebody\"}"));
    demo().header("Cache-Control", "no-cache").query(EVERYTHING);
    sent();
    as("Token demo2").query(EVERYTHING).withoutErrors();
    assertThat(sent()).isEmpty();
  }
}
