package io.existgraph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.RawExist.RecordedRequest;
import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.operation.OperationStats;
import io.existgraph.write.BatchWriterFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever the network does to a write, Exist sees it at most once and its outcome is reported as
/// it is known.
class NetworkWritesTest extends NetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  @Autowired private BatchWriterFactory writers;
  private static final String WRITE =
      "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-20\",value:7}])"
          + "{failedCount results{status error{reason code}}}}";

  private List<RecordedRequest> posts() {
    return between.line().requests().stream()
        .filter(request -> request.method().equals("POST"))
        .toList();
  }

  private Reply write(boolean isReused, NetworkFault fault) {
    between.clearFaults();
    begin();
    as("Bearer demo").query("{me{username}}").withoutErrors();
    if (!isReused) {
      between.timer().pass(Duration.ofMillis(1_001)); // for a write it is idle for too long
    }
    between.strike(request -> request.method().equals("POST"), fault);
    return as("Bearer demo").query(WRITE);
  }

  private void holds(boolean isReused, NetworkFault fault) {
    Reply reply = write(isReused, fault);
    assertThat(posts()).as(fault.name()).hasSize(1);
    assertThat(posts().getFirst().turn() > 1).isEqualTo(isReused);
    assertThat(reply.codes()).as(fault.name()).isEmpty();
    assertThat(reply.at("updateAttributes/results/0/status").asString())
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
    int before = between.elsewhere.connections();
    NetworkFault.redirects(between.elsewhere.address()).forEach(redirect -> holds(true, redirect));
    assertThat(between.elsewhere.connections()).isEqualTo(before);
  }

  @Test
  void whatCertainlyDidNotLeaveIsNotSent() {
    for (URI nowhere : between.nowhere()) {
      Reply reply = between.at(nowhere, () -> as("Bearer demo").query(WRITE));
      assertThat(reply.at("updateAttributes/results/0/status").asString())
          .as(nowhere.toString())
          .isEqualTo("NOT_SENT");
      assertThat(reply.at("updateAttributes/results/0/error/code").asString())
          .isEqualTo("UPSTREAM_UNAVAILABLE");
    }
    assertThat(posts()).isEmpty();
  }

  @Test
  void aClientThatHangsUpStopsNoWriteAndItsReadsAreForgotten() throws Exception {
    String query =
        "{me{attribute(name:\"mood\"){values(from:\"2026-11-20\",to:\"2026-11-20\"){value}}}}";
    as("Bearer demo").query(query).withoutErrors();
    var arrived = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    between.strike(
        request -> request.method().equals("POST"),
        (seen, socket) -> {
          arrived.countDown();
          await(goOn);
          return between.pass(seen, socket);
        });
    try (Socket client = new Socket("127.0.0.1", gatewayPort())) {
      String body = JsonMapper.shared().writeValueAsString(Map.of("query", WRITE));
      String head =
          "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo\r\n"
              + "Content-Type: application/json\r\nContent-Length: ";
      client.getOutputStream().write((head + body.length() + "\r\n\r\n" + body).getBytes(UTF_8));
      assertThat(arrived.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
    }
    goOn.countDown();
    assertThat(posts()).hasSize(1);
    Awaitility.await("the write, which nobody waits for")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(value(query)).isEqualTo(7));
    assertThat(posts()).hasSize(1);
  }

  @Test
  void aWriteThatHasBegunGoesOnWhoeverStopsWaitingForIt() throws Exception {
    var goOn = new CountDownLatch(1);
    between.strike(
        request -> request.method().equals("POST"),
        (seen, socket) -> {
          await(goOn);
          return between.pass(seen, socket);
        });
    List<WriteItem> mood =
        List.of(
            new WriteItem.ValueUpdate(new AttributeName("mood"), LocalDate.parse("2026-11-20"), 3),
            new WriteItem.ValueUpdate(new AttributeName("mood"), LocalDate.parse("2026-11-20"), 7));
    var outcome =
        writers
            .writer(Caller.of(new Credential("Bearer demo")), new OperationStats(), clock.instant())
            .write(mood);
    outcome.subscribe().dispose();
    goOn.countDown();
    assertThat(outcome.block(PATIENCE).values())
        .extracting(WriteOutcome::status)
        .containsExactly(WriteOutcome.OutcomeStatus.APPLIED);
    assertThat(posts()).hasSize(1);
  }

  @Test
  void whatIsWrittenTwiceInOneCallIsSentOnceAsItWasGivenLast() {
    String update = "{name:\"mood\",date:\"2026-11-20\",value:%d}";
    Reply reply =
        as("Bearer demo")
            .query(
                "mutation{updateAttributes(updates:[%s,{name:\"mood\",date:\"2026-11-19\",value:2},%s])"
                        .formatted(update.formatted(3), update.formatted(7))
                    + "{results{status value{value}}}}")
            .withoutErrors();
    assertThat(reply.all("updateAttributes/results", "status"))
        .containsExactly("APPLIED", "APPLIED", "APPLIED");
    assertThat(reply.at("updateAttributes/results/0/value/value").asInt()).isEqualTo(7);
    JsonNode sent = JsonMapper.shared().readTree(posts().getFirst().body());
    assertThat(sent).hasSize(2);
    assertThat(sent.valueStream().map(item -> item.path("value").asInt()))
        .containsExactlyInAnyOrder(2, 7);
  }

  private int value(String query) {
    return as("Bearer demo").query(query).at("me/attribute/values/0/value").asInt(0);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await(PATIENCE.toSeconds(), SECONDS);
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }
}
