package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What is on its way is waited for by everybody who needs it, and what can leave together does.
class SharingTest extends GatewayTest {
  private static final String TODAY = "{me{username attributes{name value}}}";
  private static final String DASHBOARD =
      """
      {me{username groups{attributes{name value values(last:7){date value} average{overall}}}
        insights(first:5){nodes{text}}}}\
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CompletableFuture<Boolean> released = new CompletableFuture<>();
  private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();

  /// Holds every answer until released; `arrived` hears when so many requests have come.
  private void hold(int requests) {
    AtomicInteger seen = new AtomicInteger();
    exist.fault(
        _ -> seen.incrementAndGet() < requests || arrived.complete(true) || true,
        new InjectedFault.HeldResponse(Mono.fromFuture(released, true)));
  }

  private CompletableFuture<String> ask(String credential) {
    return http.sendAsync(as(credential).request(TODAY), BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  @Test
  void twoHundredIdenticalColdReadsSendOneRequest() throws Exception {
    hold(1);
    List<CompletableFuture<String>> readers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      readers.add(ask(i % 2 == 0 ? "Token demo" : "token   demo"));
    }
    arrived.get(30, TimeUnit.SECONDS);
    released.complete(true);
    for (var reader : readers) {
      assertThat(reader.get(30, TimeUnit.SECONDS)).contains("\"username\":\"demo\"");
    }
    assertThat(sent()).containsExactly("GET /api/1/users/$self/today/");
  }

  @Test
  void eachCredentialAsksForItself() throws Exception {
    hold(3);
    List<CompletableFuture<String>> readers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      readers.add(ask(List.of("Token demo", "Bearer demo", "Token demo2").get(i % 3)));
    }
    arrived.get(30, TimeUnit.SECONDS);
    released.complete(true);
    for (int i = 0; i < 30; i++) {
      String name = i % 3 == 2 ? "\"username\":\"demo2\"" : "\"username\":\"demo\"";
      assertThat(readers.get(i).get(30, TimeUnit.SECONDS)).contains(name);
    }
    assertThat(sent()).hasSize(3);
  }

  @Test
  void aReaderWhoLeavesFailsNobodyNotEvenTheFirst() throws Exception {
    hold(1);
    HttpClient leaving = HttpClient.newHttpClient();
    var leader = leaving.sendAsync(demo().request(TODAY), BodyHandlers.ofString());
    arrived.get(30, TimeUnit.SECONDS);
    List<CompletableFuture<String>> readers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readers.add(ask("Token demo"));
    }
    leader.cancel(true);
    leaving.shutdownNow();
    leaving.awaitTermination(java.time.Duration.ofSeconds(5));
    released.complete(true);
    for (var reader : readers) {
      assertThat(reader.get(30, TimeUnit.SECONDS)).contains("\"username\":\"demo\"");
    }
    assertThat(sent()).hasSize(1);
  }

  @Test
  void whatOthersWriteTakesNothingFromAReaderWhoIsNotKnownYet() throws Exception {
    String days =
        "{me{attribute(name:\"steps\"){values(from:\"2026-09-01\",to:\"2026-09-05\"){value}}}}";
    exist.fault(
        request -> request.method().equals("GET") && (arrived.complete(true) || true),
        new InjectedFault.HeldResponse(Mono.fromFuture(released, true)));
    var first = http.sendAsync(as("Token demo2").request(days), BodyHandlers.ofString());
    arrived.get(30, TimeUnit.SECONDS);
    as("Bearer demo")
        .query(
            """
            mutation{updateAttributes(updates:[{name:"mood",date:"2026-09-01",value:5}])
              {failedCount}}\
            """);
    var second = http.sendAsync(as("Token demo2").request(days), BodyHandlers.ofString());
    released.complete(true);
    assertThat(first.get(30, TimeUnit.SECONDS).body()).doesNotContain("errors");
    assertThat(second.get(30, TimeUnit.SECONDS).body()).doesNotContain("errors");
    as("Token demo2").query(days).withoutErrors();
    assertThat(sent()).filteredOn(request -> request.startsWith("GET")).hasSize(1);
  }

  @Test
  void allRequestsOfAColdDashboardAreSentBeforeTheFirstIsAnswered() {
    hold(4);
    arrived.thenAccept(released::complete);
    demo().query(DASHBOARD).withoutErrors();
    assertThat(sent()).hasSize(4);
  }

  @Test
  void atMostFourExchangesOfACredentialRunAtOnceAndAnothersAreNotHeldUp() throws Exception {
    hold(5);
    String many =
        "{me{a:attribute(name:\"steps\"){insights{nodes{text}} averages{nodes{date}}"
            + " correlations{nodes{date}}} b:attribute(name:\"mood\"){insights{nodes{text}}"
            + " averages{nodes{date}} correlations{nodes{date}}}}}";
    var answer = http.sendAsync(demo().request(many), BodyHandlers.ofString());
    while (exist.requests().size() < 4) {
      Thread.onSpinWait();
    }
    var other = ask("Token demo2"); // the fifth that arrives is another's
    arrived.get(30, TimeUnit.SECONDS);
    assertThat(exist.requests())
        .filteredOn(request -> request.authorization().equals("Token demo"))
        .hasSize(4);
    released.complete(true);
    assertThat(other.get(30, TimeUnit.SECONDS)).contains("demo2");
    assertThat(answer.get(30, TimeUnit.SECONDS).body()).doesNotContain("errors");
    assertThat(sent()).hasSize(7);
  }
}
