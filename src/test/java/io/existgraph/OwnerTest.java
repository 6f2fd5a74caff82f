package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.RawExist.RecordedRequest;
import io.existgraph.credential.Credential;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What becomes of answers that belong to another user than the credential: here to `demo2`, as if
/// something before Exist had mixed them up.
class OwnerTest extends NetworkTest {
  private static final String PARTS =
      "{me{username bio insights(first:2){nodes{text}} averages{overall}}}";

  private boolean asDemo2(RecordedRequest seen, Socket socket) throws IOException {
    Map<String, String> headers = new HashMap<>(seen.headers());
    headers.put("authorization", "Token demo2");
    return between.pass(
        new RecordedRequest(
            seen.method(), seen.target(), headers, seen.body(), seen.connection(), seen.turn()),
        socket);
  }

  private String parts(Reply reply) {
    return reply.withoutErrors().at("me").toString();
  }

  private void isWithheld(Reply reply) {
    assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_BAD_RESPONSE");
    assertThat(reply.at("me").valueStream())
        .allMatch(value -> value.isNull() || value.isMissingNode());
  }

  @Test
  void aLaterAnswerOfAnotherUserIsNeitherShownNorStored() {
    String own = parts(demo().query(PARTS));
    between.strike(_ -> true, this::asDemo2);
    isWithheld(demo().header("Cache-Control", "no-cache").query(PARTS));
    between.clearFaults();
    assertThat(parts(demo().query(PARTS))).isEqualTo(own);
    assertThat(between.line().requests()).isNotEmpty();
  }

  @Test
  void anotherUserIsNotShownHoweverOftenItIsAnswered() {
    String own = parts(demo().query(PARTS));
    between.strike(_ -> true, this::asDemo2);
    for (int i = 0; i < 3; i++) {
      isWithheld(demo().header("Cache-Control", "no-cache").query(PARTS));
      clock.pass(Duration.ofMinutes(3));
    }
    between.clearFaults();
    assertThat(parts(demo().query(PARTS))).isEqualTo(own);
  }

  @Test
  void theOwnerCountsAgainOnceNamed() {
    String own = parts(demo().query(PARTS));
    for (int i = 0; i < 3; i++) {
      between.strike(_ -> true, this::asDemo2);
      isWithheld(demo().header("Cache-Control", "no-cache").query(PARTS));
      between.clearFaults();
      assertThat(parts(demo().query(PARTS))).isEqualTo(own);
      clock.pass(Duration.ofMinutes(6));
    }
  }

  @Test
  void aLaterProfileOfAnotherUserIsEnoughToDropWhatIsStored() {
    String own = parts(demo().query(PARTS));
    between.strike(
        request -> request.target().matches(".*(today|profile).*"), this::asDemo2); // v1 and v2
    isWithheld(demo().header("Cache-Control", "no-cache").query("{me{username}}"));
    between.clearFaults();
    assertThat(parts(demo().query(PARTS))).isEqualTo(own);
    assertThat(between.line().requests()).hasSizeGreaterThan(1);
  }

  @Test
  void whatWasStoredFromAFirstAnswerOfAnotherUserIsDroppedWithTheNext() {
    String own = parts(demo().query(PARTS));
    forget("Token demo");
    between.strike(_ -> true, this::asDemo2);
    String first = parts(demo().query(PARTS)); // nothing is known of the credential yet
    assertThat(first).isNotEqualTo(own);
    between.clearFaults();
    isWithheld(demo().header("Cache-Control", "no-cache").query("{me{username}}"));
    assertThat(caches.of(new Credential("Token demo").callerId()).snapshot().entries()).isEmpty();
    clock.pass(Duration.ofMinutes(10)); // from then on answers that agree are believed
    isWithheld(demo().query(PARTS));
    assertThat(parts(demo().query(PARTS))).isEqualTo(own);
  }

  @Test
  void twoFirstAnswersThatDisagreeAreNotBothShown() throws Exception {
    var arrived = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    between.strike(
        request -> request.method().equals("GET") && arrived.getCount() > 0,
        (seen, socket) -> {
          arrived.countDown();
          return pass(seen, socket, goOn);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late = threads.submit(() -> as("Bearer demo").query("{me{username}}"));
      arrived.await();
      as("Bearer demo")
          .query(
              "mutation{updateAttributes(updates:[{name:\"mood\",date:\"2026-11-20\",value:7}])"
                  + "{results{status}}}")
          .withoutErrors(); // after it nobody joins the read that is under way
      as("Bearer demo").query("{me{username}}").withoutErrors();
      goOn.countDown();
      isWithheld(late.get());
    }
    assertThat(caches.of(new Credential("Bearer demo").callerId()).snapshot().entries()).isEmpty();
  }

  private boolean pass(RecordedRequest seen, Socket socket, CountDownLatch goOn)
      throws IOException {
    try {
      goOn.await();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
    return asDemo2(seen, socket);
  }

  @Test
  void theOthersOfThatUserAreNotTouched() {
    as("Bearer demo").query(PARTS).withoutErrors();
    demo().query(PARTS).withoutErrors();
    between.strike(request -> request.authorization().equals("Token demo"), this::asDemo2);
    isWithheld(demo().header("Cache-Control", "no-cache").query(PARTS));
    between.line().clearRequests();
    as("Bearer demo").query(PARTS).withoutErrors();
    as("Token demo2").query("{me{username}}").withoutErrors();
    assertThat(between.line().requests().stream().map(RecordedRequest::authorization).distinct())
        .isSubsetOf(List.of("Token demo2"));
  }
}
