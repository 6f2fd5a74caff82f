package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An hour of many callers before an Exist that counts exactly.
@TestPropertySource(properties = "exist.budget.shared-by-account=false") // one user's
@Execution(ExecutionMode.CONCURRENT) // has an application context of its own
@ResourceLock("HourTest") // its tests run one after the other
@Order(15)
class HourTest extends GatewayTest {
  private static final int CALLERS = 50;
  private static final int ROUNDS = 100;
  private static final int READABLE = 280;
  private static final int SPENT = 220;
  private static final String QUERY = "{me{id averages{overall}}}";
  private static final JsonMapper JSON = JsonMapper.shared();

  /// HTTP/1.1: as many connections as there are requests at once.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// A new token of the demo user, as an app gets it.
  private String token() throws Exception {
    String form =
        "grant_type=authorization_code&client_id=%s&client_secret=%s&redirect_uri=%s&code=%s"
            .formatted(
                ExistSimulator.CLIENT_ID,
                ExistSimulator.CLIENT_SECRET,
                Approval.BACK,
                Approval.code(exist, "read"));
    HttpRequest request =
        HttpRequest.newBuilder(exist.address().resolve("/oauth2/access_token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    String reply = http.send(request, BodyHandlers.ofString()).body();
    return "Bearer " + JSON.readTree(reply).path("access_token").asString();
  }

  /// Most of the hour, so that the rest is soon used up; Exist allows just that rest.
  private void spend(CallerId caller) {
    Spending.spend(budget, caller, SPENT);
  }

  @Test
  void nobodyIsAboveTheLimitNobodyIsRefusedByExistAndNobodyIsToldAnothersData() throws Exception {
    exist.options(SimulatorOptions.DEFAULT.withLimitPerHour(READABLE - SPENT));
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      tokens.add(token());
      spend(new Credential(tokens.getLast()).callerId());
    }
    Map<String, String> ids = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      clock.set(NOON.plus(Duration.ofHours(1).multipliedBy(round).dividedBy(ROUNDS)));
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (String token : tokens) {
        answers.add(ask(token));
        if (round % 2 == 0) {
          answers.add(ask(token)); // a hundred at once
        }
      }
      for (int i = 0; i < answers.size(); i++) {
        String token = tokens.get(round % 2 == 0 ? i / 2 : i);
        check(JSON.readTree(answers.get(i).get()), token, ids);
      }
      answers.clear();
    }
    assertThat(ids).hasSize(CALLERS);
    assertThat(new HashSet<>(ids.values())).hasSize(CALLERS);
    Map<String, Integer> sent = new HashMap<>();
    exist
        .requests()
        .forEach(request -> sent.merge(String.valueOf(request.authorization()), 1, Integer::sum));
    tokens.forEach(token -> assertThat(sent.get(token)).isEqualTo(READABLE - SPENT));
    tokens.forEach(token -> budget.forget(new Credential(token).callerId()));
    tokens.forEach(token -> caches.forget(new Credential(token).callerId()));
  }

  private CompletableFuture<String> ask(String token) {
    Ask ask = as(token).header("Cache-Control", "no-cache").header("X-Exist-Trace", "true");
    return http.sendAsync(ask.request(QUERY), BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  /// Answered, from memory if need be; and what was sent was accepted.
  private static void check(JsonNode reply, String token, Map<String, String> ids) {
    assertThat(reply.path("errors").isMissingNode()).as(reply.toString()).isTrue();
    String id = reply.at("/data/me/id").asString();
    assertThat(ids.computeIfAbsent(token, _ -> id)).isEqualTo(id);
    reply
        .at("/extensions/exist/trace")
        .forEach(response -> assertThat(response.path("status").asInt()).isEqualTo(200));
  }
}
