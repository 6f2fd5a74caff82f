package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Whoever makes up many credentials is slowed by address; nobody else at that address is.
@TestPropertySource(properties = "server.forward-headers-strategy=native")
class RejectionsByAddressTest extends GatewayTest {
  private static final String NAME = "{me{username}}";
  private static final String UPDATE =
      "mutation{updateAttributes(updates:[{name:\"mood\",value:5,date:\"2026-09-10\"}])"
          + "{results{status}}}";

  private Ask from(String address, String credential) {
    return as(credential).header("X-Forwarded-For", address);
  }

  private void makeUp(String address, int from, int to) {
    for (int i = from; i < to; i++) {
      Reply reply = from(address, "Token madeUp" + address.replace('.', '-') + "n" + i).query(NAME);
      assertThat(reply.codes()).containsExactly("UNAUTHENTICATED");
    }
  }

  @Test
  void afterThirtyMadeUpCredentialsFreshOnesWaitAndAcceptedOnesDoNot() {
    from("192.0.2.1", "Token demo").query(NAME).withoutErrors();
    makeUp("192.0.2.1", 0, 29);
    from("192.0.2.1", "Bearer demo").query(NAME).withoutErrors();
    makeUp("192.0.2.1", 29, 30);
    sent();
    for (String query : new String[] {NAME, UPDATE, "{me{id}}"}) {
      Reply reply = from("192.0.2.1", "Token demo2").query(query);
      assertThat(reply.codes()).containsExactly("RATE_LIMITED");
      assertThat(reply.json().at("/errors/0/extensions/retryAfterSeconds").asInt()).isEqualTo(900);
    }
    assertThat(
            from("192.0.2.1", "Token demo2")
                .header("X-Exist-Explain", "true")
                .query(NAME)
                .exist()
                .at("/plan/allowed")
                .asBoolean())
        .isFalse();
    makeUp("192.0.2.1", 0, 1);
    assertThat(sent()).isEmpty();
    for (String accepted : new String[] {"Token demo", "Bearer demo"}) {
      forget(accepted);
      from("192.0.2.1", accepted).query(NAME).withoutErrors();
    }
    from("192.0.2.2", "Token demo2").query(NAME).withoutErrors();
    from("192.0.2.1", "Token demo2").query(NAME).withoutErrors();
  }

  @Test
  void afterAQuarterOfAnHourFreshOnesAreSentAgain() {
    makeUp("192.0.2.3", 0, 15);
    clock.pass(Duration.ofMinutes(10));
    makeUp("192.0.2.3", 15, 30);
    sent();
    Reply reply = from("192.0.2.3", "Token late").query(NAME);
    assertThat(reply.codes()).containsExactly("RATE_LIMITED");
    assertThat(reply.json().at("/errors/0/extensions/retryAfterSeconds").asInt()).isEqualTo(300);
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofMinutes(5));
    assertThat(from("192.0.2.3", "Token late").query(NAME).codes())
        .containsExactly("UNAUTHENTICATED");
  }

  @Test
  void whatIsNotRejectedDoesNotCount() {
    exist.fault(_ -> true, InjectedFault.html(401));
    for (int i = 0; i < 40; i++) {
      assertThat(from("192.0.2.4", "Token cut" + i).query(NAME).codes())
          .containsExactly("UPSTREAM_BAD_RESPONSE");
    }
    exist.clearFaults();
    for (int i = 0; i < 40; i++) {
      clock.pass(Duration.ofMinutes(1));
      assertThat(from("192.0.2.4", "Token same").query(NAME).codes())
          .containsExactly("UNAUTHENTICATED");
    }
    assertThat(from("192.0.2.4", "Token other").query(NAME).codes())
        .containsExactly("UNAUTHENTICATED");
  }
}
