package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.RawExist.Seen;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the network does to a write, Exist sees it at most once and its outcome is told as it
/// is known.
class NetworkWritesTest extends NetworkTest {
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-20\",value:7}])"
          + "{failedCount results{status error{reason code}}}}";

  private List<Seen> posts() {
    return between.line().seen().stream().filter(it -> it.method().equals("POST")).toList();
  }

  private Told write(boolean isReused, NetworkFault fault) {
    begin();
    between.heal();
    between.hangsUp(!isReused);
    as("Bearer demo").query("{me{username}}").withoutErrors();
    between.strike(it -> it.method().equals("POST"), fault.conduct());
    return as("Bearer demo").query(WRITE);
  }

  private void holds(boolean isReused, NetworkFault fault) {
    Told told = write(isReused, fault);
    assertThat(posts()).as(fault.name()).hasSize(1);
    assertThat(posts().getFirst().turn() > 1).isEqualTo(isReused);
    assertThat(told.codes()).as(fault.name()).isEmpty();
    assertThat(told.at("updateAttributes/results/0/status").asString())
        .as(fault.name())
        .isEqualTo(fault.write());
  }

  @ParameterizedTest
  @MethodSource("io.existgraph.NetworkFault#all")
  void aWriteIsSentOnceOnAFreshConnectionAndOnAUsedOne(NetworkFault fault) {
    holds(false, fault);
    holds(true, fault);
  }

  @Test
  void aWriteIsNotSentAgainAfterARedirect() {
    NetworkFault.redirects(between.elsewhere.address()).forEach(it -> holds(true, it));
    assertThat(between.elsewhere.connections()).isZero();
  }

  @Test
  void whatCertainlyDidNotLeaveIsNotSent() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    for (String nowhere :
        List.of(
            "http://127.0.0.1:" + closed,
            "http://no-such-host.invalid",
            "https://127.0.0.1:" + exist.address().getPort(),
            "https://127.0.0.1:" + between.elsewhere.address().getPort())) {
      between.moveTo(URI.create(nowhere));
      Told told = as("Bearer demo").query(WRITE);
      assertThat(told.at("updateAttributes/results/0/status").asString())
          .as(nowhere)
          .isEqualTo("NOT_SENT");
      assertThat(told.at("updateAttributes/results/0/error/code").asString())
          .isEqualTo("UPSTREAM_UNAVAILABLE");
    }
    assertThat(posts()).isEmpty();
  }
}
