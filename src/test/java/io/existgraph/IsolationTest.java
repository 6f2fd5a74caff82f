package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.RawExist.Conduct;
import io.existgraph.RawExist.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every leaf of every answer belongs to the caller who asked, however many ask at once, hang up or
/// meet faults, and however the answers of Exist arrive: after interim responses, in pieces, late,
/// or twice. This Exist stamps all it answers with the number of the token.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class IsolationTest {
  private static final int CALLERS = 200;
  private static final int EACH = Boolean.getBoolean("soak") ? 500 : 15;
  private static final int CONNECTIONS = 100;
  private static final Set<String> HONEST =
      Set.of(
          "UPSTREAM_UNAVAILABLE",
          "UPSTREAM_ERROR",
          "UPSTREAM_REJECTED",
          "UPSTREAM_BAD_RESPONSE",
          "UPSTREAM_TIMEOUT",
          "OVERLOADED");
  private static final List<NetworkFault> FAULTS =
      NetworkFault.all()
          .filter(reply -> reply.read().startsWith("UPSTREAM") && !reply.read().endsWith("TIMEOUT"))
          .filter(reply -> !reply.name().matches("endless|2 GB|a gzip bomb|.*too much"))
          .toList();
  private static final List<Delivery> DELIVERIES = List.of(Delivery.values());
  private static final RawExist EXIST = new RawExist(IsolationTest::conduct);
  private static volatile boolean isMixedUp;

  private final HttpClient http = client();

  /// Sends the requests that are cancelled: the JDK's client, when it cancels one, now and then
  /// fails the next request on the same connection with it.
  private final HttpClient cancelled = client();

  private final Semaphore connections = new Semaphore(CONNECTIONS);
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger hungUp = new AtomicInteger();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("exist.api.base-url", EXIST::address);
    settings.add("exist.budget.limit", () -> 1_000_000);
    settings.add("exist.cache.no-cache-floor", () -> "0s");
  }

  @AfterAll
  static void close() throws IOException {
    EXIST.close();
  }

  private static Conduct conduct(RecordedRequest seen) {
    int number = Integer.parseInt(seen.authorization().replaceAll("\\D", ""));
    Random random = new Random();
    if (number < CALLERS && random.nextInt(10) == 0) {
      return FAULTS.get(random.nextInt(FAULTS.size())).conduct();
    }
    String stamp = isMixedUp ? "u1_x" : "u" + number + "_x";
    String body = stamped(seen.target(), stamp, isMixedUp ? 1 : number);
    Delivery delivery = DELIVERIES.get(random.nextInt(DELIVERIES.size()));
    return (number < CALLERS && random.nextBoolean() ? delivery : Delivery.WHOLE).of(body);
  }

  static String stamped(String target, String stamp, int number) {
    String text =
        target.contains("/today/")
            ? """
            {"id": 7@, "username": "%", "first_name": "%", "bio": "%", "timezone": "UTC",
             "attributes": [{"group": "mood", "label": "Mood", "items": [
              {"attribute": "mood_note", "label": "%", "value": "%", "value_type": 2}]}]}\
            """
            : target.contains("/insights/")
                ? """
                {"count": 1, "next": null, "results": [{"created": "2026-11-24T00:00:00Z",
                 "target_date": null, "type": {"name": "%", "period": 1, "priority": 1},
                 "html": "%", "text": "%"}]}\
                """
                : "[{\"attribute\": \"mood\", \"date\": \"2026-11-22\", \"overall\": @}]";
    return text.replace("%", stamp).replace("@", String.valueOf(number));
  }

  @Test
  void everyLeafBelongsToWhoAsked() {
    Random order = new Random(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS * EACH; i++) {
        int caller = order.nextInt(CALLERS);
        int dice = order.nextInt(100);
        connections.acquireUninterruptibly();
        var _ = threads.submit(() -> ask(caller, dice));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(answered.get() + hungUp.get()).isEqualTo(CALLERS * EACH);
    assertThat(whole.get()).isGreaterThan(CALLERS * EACH / 4);
    assertThat(hungUp.get()).isGreaterThan(CALLERS * EACH / 10);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private void ask(int caller, int dice) {
    boolean hangsUp = dice < 25;
    try {
      var sending =
          (hangsUp ? cancelled : http)
              .sendAsync(request("Token t" + caller, dice % 3 == 0), BodyHandlers.ofString());
      if (hangsUp) {
        Thread.sleep(dice % 6);
        sending.cancel(true);
        hungUp.incrementAndGet();
      } else {
        check(caller, sending.join());
        answered.incrementAndGet();
      }
    } catch (RuntimeException | InterruptedException failed) {
      wrong.add(caller + " " + failed);
    } finally {
      connections.release();
    }
  }

  private HttpRequest request(String credential, boolean isAfresh) {
    String body =
        "{\"query\": \"{me{username firstName bio insights(first:2){nodes{text html}}"
            + " averages{overall} attribute(name:\\\"mood_note\\\"){label value}}}\"}";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
            .header("Authorization", credential)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return (isAfresh ? request.header("Cache-Control", "no-cache") : request).build();
  }

  private void check(int caller, HttpResponse<String> response) {
    JsonNode json = JsonMapper.shared().readTree(response.body());
    check(caller, json.path("data"));
    json.path("errors")
        .forEach(
            error -> {
              String code = error.at("/extensions/code").asString("");
              if (!HONEST.contains(code)) {
                wrong.add(caller + " " + error);
              }
            });
    if (json.path("errors").isMissingNode()) {
      whole.incrementAndGet();
    }
  }

  private void check(int caller, JsonNode node) {
    node.forEach(child -> check(caller, child));
    boolean isForeign =
        (node.isString() && !node.stringValue().equals("u" + caller + "_x"))
            || (node.isNumber() && node.doubleValue() != caller);
    if (isForeign) {
      wrong.add(caller + " was shown " + node);
    }
  }

  @Test
  void aCredentialThatAnswersAsAnotherUserIsForgotten() throws Exception {
    var first = http.send(request("Token t900", false), BodyHandlers.ofString());
    assertThat(first.body()).contains("u900_x").doesNotContain("errors");
    isMixedUp = true;
    HttpResponse<String> mixed;
    try {
      mixed = http.send(request("Token t900", true), BodyHandlers.ofString());
    } finally {
      isMixedUp = false;
    }
    assertThat(JsonMapper.shared().readTree(mixed.body()).at("/data/me/username").asString(""))
        .isEmpty();
    assertThat(mixed.body()).contains("UPSTREAM_BAD_RESPONSE").doesNotContain("u1_x", "u900_x");
    EXIST.clearRequests();
    var after = http.send(request("Token t900", false), BodyHandlers.ofString());
    assertThat(after.body()).contains("u900_x").doesNotContain("errors");
    assertThat(EXIST.requests()).isNotEmpty();
  }
}
