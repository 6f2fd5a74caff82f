package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.InjectedFault;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// A credential that Exist answered with 401 is not sent again for a minute, and then by one
/// request.
class RejectedCredentialTest extends GatewayTest {
  private static final String DEAD = "Token dead";
  private static final InjectedFault REJECTION =
      InjectedFault.json(401, "{\"detail\":\"Invalid token\"}");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NAME = "{me{username}}";
  private static final String MANY =
      "{me{attribute(name:\"steps\"){values(from:\"2024-01-01\",to:\"2026-06-30\"){value}}}}";
  private static final String PARTS =
      "{me{username insights(first:2){nodes{text}} averages{overall}}}";
  private static final String UPDATE =
      """
      mutation{updateAttributes(updates:[{name:"mood",value:5,date:"2026-09-10"}]){
        results{status error{reason code}}}}\
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void forgetsTheDead() {
    forget(DEAD);
  }

  private CompletableFuture<String> ask(String query) {
    return http.sendAsync(as(DEAD).request(query), BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  private static void await(BooleanSupplier happens) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!happens.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static CallerId caller(String credential) {
    return new Credential(credential).callerId();
  }

  @Test
  void threeHundredRequestsOfADeadTokenAreOneRequestToExist() {
    for (int i = 0; i < 300; i++) {
      Reply reply = as(DEAD).query(i % 2 == 0 ? NAME : PARTS);
      assertThat(reply.codes()).isNotEmpty().containsOnly("UNAUTHENTICATED");
      assertThat(reply.exist().at("/rateLimit/remaining").asInt()).isEqualTo(300);
      assertThat(reply.exist().path("requests").asInt()).isEqualTo(i == 0 ? 1 : 0);
      clock.pass(Duration.ofMillis(190));
    }
    assertThat(sent()).hasSize(1);
  }

  @Test
  void anOperationOfManyRequestsStopsAtTheFirstRejection() {
    exist.fault(_ -> true, REJECTION);
    Reply reply = demo().query(MANY);
    assertThat(reply.codes()).isNotEmpty().containsOnly("UNAUTHENTICATED");
    int sent = sent().size();
    assertThat(sent).isBetween(1, 4);
    assertThat(reply.exist().path("requests").asInt()).isEqualTo(sent);
    assertThat(reply.exist().at("/rateLimit/remaining").asInt()).isEqualTo(300);
  }

  @Test
  void fiftyOperationsOfAFreshDeadTokenAtOnceAreFewRequestsToExist() throws Exception {
    CompletableFuture<Boolean> released = new CompletableFuture<>();
    exist.fault(_ -> true, new InjectedFault.HeldResponse(Mono.fromFuture(released, true)));
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(ask(List.of(NAME, PARTS, MANY, "{me{averages{overall}}}").get(i % 4)));
    }
    await(() -> exist.requests().size() >= 4);
    released.complete(true);
    for (var answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS)).contains("\"UNAUTHENTICATED\"");
    }
    assertThat(sent()).hasSize(4);
  }

  @Test
  void afterAMinuteOneRequestProbesAndIfItIsAcceptedTheRestFollows() {
    exist.fault(_ -> true, REJECTION);
    demo().query(NAME);
    clock.pass(Duration.ofSeconds(59));
    assertThat(demo().query(NAME).codes()).containsExactly("UNAUTHENTICATED");
    assertThat(sent()).hasSize(1);
    clock.pass(Duration.ofSeconds(1));
    assertThat(demo().query(MANY).codes()).isNotEmpty().containsOnly("UNAUTHENTICATED");
    assertThat(sent()).hasSize(1);
    exist.clearFaults();
    assertThat(demo().query(PARTS).codes()).containsOnly("UNAUTHENTICATED");
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    demo().query(PARTS).withoutErrors();
    assertThat(sent()).hasSize(3);
  }

  @Test
  void afterARevocationNothingThatWasRememberedIsToldAnyMore() {
    demo().query(PARTS).withoutErrors();
    assertThat(caches.of(caller("Token demo")).snapshot().entries()).isNotEmpty();
    exist.fault(_ -> true, REJECTION);
    assertThat(demo().header("Cache-Control", "no-cache").query(PARTS).codes())
        .isNotEmpty()
        .containsOnly("UNAUTHENTICATED");
    assertThat(caches.of(caller("Token demo")).snapshot().entries()).isEmpty();
    sent();
    Reply after = demo().query(PARTS);
    assertThat(after.codes()).isNotEmpty().containsOnly("UNAUTHENTICATED");
    assertThat(after.at("me/username").isMissingNode() || after.at("me/username").isNull())
        .isTrue();
    assertThat(after.exist().path("asOf").isNull()).isTrue();
    assertThat(after.exist().path("cached").asInt()).isZero();
    assertThat(sent()).isEmpty();
  }

  @Test
  void aRevokedCredentialIsUnauthenticatedAlsoWhenItsHourIsSpent() {
    Spending.spend(budget, caller("Token demo"), 279);
    exist.fault(_ -> true, REJECTION);
    demo().query(NAME);
    assertThat(demo().query(NAME).codes()).containsExactly("UNAUTHENTICATED");
  }

  @Test
  void aWriteOfARejectedCredentialIsRejectedAndNotSent() {
    Reply first = as(DEAD).query(UPDATE);
    assertThat(sent()).hasSize(1);
    for (Reply reply : List.of(first, as(DEAD).query(UPDATE))) {
      assertThat(reply.withoutErrors().at("updateAttributes/results/0/status").asString())
          .isEqualTo("REJECTED");
      assertThat(reply.at("updateAttributes/results/0/error/code").asString())
          .isEqualTo("UNAUTHENTICATED");
    }
    assertThat(as(DEAD).query(UPDATE.replace(",date:\"2026-09-10\"", "")).codes())
        .containsExactly("UNAUTHENTICATED");
    assertThat(as(DEAD).query(NAME).codes()).containsExactly("UNAUTHENTICATED");
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    as(DEAD).query(UPDATE);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aRejectedRefreshIsRemembered() {
    demo().query("{me{username attributes{name value}}}").withoutErrors();
    sent();
    clock.pass(Duration.ofMinutes(6));
    exist.fault(_ -> true, REJECTION);
    demo().query("{me{username attributes{name value}}}").withoutErrors();
    await(() -> budget.isRejected(caller("Token demo")));
    sent();
    assertThat(demo().query(NAME).codes()).containsExactly("UNAUTHENTICATED");
    assertThat(caches.of(caller("Token demo")).snapshot().entries()).isEmpty();
    assertThat(sent()).isEmpty();
  }

  @Test
  void whatWouldBeAskedIsExplainedForNothing() {
    as(DEAD).query(NAME);
    sent();
    Reply reply = as(DEAD).header("X-Exist-Explain", "true").query(NAME);
    assertThat(reply.exist().at("/plan/cost").asInt()).isOne();
    assertThat(reply.exist().at("/plan/allowed").asBoolean()).isFalse();
    assertThat(reply.exist().at("/plan/remaining").asInt()).isEqualTo(280);
    assertThat(sent()).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    Reply later = as(DEAD).header("X-Exist-Explain", "true").query(NAME);
    assertThat(later.exist().at("/plan/allowed").asBoolean()).isTrue();
  }

  @Test
  void thePageOfAProxyIsNoWordOfExist() {
    demo().query(PARTS).withoutErrors();
    for (int status : new int[] {401, 403, 404}) {
      exist.fault(_ -> true, InjectedFault.html(status));
      Reply afresh = demo().header("Cache-Control", "no-cache").query(PARTS).withoutErrors();
      assertThat(afresh.exist().path("stale").asBoolean()).isTrue();
      assertThat(afresh.exist().path("asOf").asString()).isEqualTo(NOON.toString());
      Reply fresh = as("Bearer demo").query(NAME);
      assertThat(fresh.codes()).containsExactly("UPSTREAM_BAD_RESPONSE");
      assertThat(fresh.json().at("/errors/0/extensions/retryable").asBoolean()).isTrue();
      assertThat(as("Bearer demo").query(UPDATE).at("updateAttributes/results/0/status").asString())
          .isEqualTo("UNKNOWN");
      exist.clearFaults();
      as("Bearer demo").query(NAME).withoutErrors();
      forget("Bearer demo");
    }
    exist.fault(_ -> true, new InjectedFault.FixedResponse(401, "application/json", "", Map.of()));
    assertThat(demo().header("Cache-Control", "no-cache").query(NAME).codes())
        .containsExactly("UNAUTHENTICATED");
  }
}
