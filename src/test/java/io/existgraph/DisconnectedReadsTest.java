package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.TwinGateway.GivenReplication;
import io.existgraph.TwinGateway.Seen;
import io.existgraph.cache.CacheReplication.Consistency;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Two gateways, one of which executes each request in full, lose the other instances and have them
/// again. Each answer and each request to Exist is the same, whether the other keeps ready answers
/// or only prepared queries.
@Order(20)
class DisconnectedReadsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> DOCUMENTS =
      List.of(
          "{me{username localTime today attributes{name label value}}}",
          "{me{attribute(name:\"steps\"){values(last:40){date value}}}}",
          "{me{averages{overall} insights(first:5){nodes{created}}}}",
          "{me{localTime insights(first:3){nodes{created}}}}",
          "{me{username}}");

  /// Between the last answer with the others, the first one without, and another one.
  private static final List<Duration> BEFORE =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(23), Duration.ofSeconds(61));

  private static final List<Duration> AFTER =
      List.of(Duration.ofSeconds(20), Duration.ofSeconds(29), Duration.ofSeconds(31));

  private Instant now = Instant.parse("2026-11-24T02:00:00.123Z");
  private TwinGateway repeating;
  private TwinGateway inFull;
  private double total;

  @ParameterizedTest
  @ValueSource(strings = {"16MB", "0"})
  void everyAnswerIsTheSameAsInFull(String readyBytes) throws Exception {
    try (TwinGateway one = new TwinGateway(now, Map.of(), "exist.cache.ready-bytes=" + readyBytes);
        TwinGateway other =
            new TwinGateway(
                now, Map.of(), "exist.cache.ready-bytes=0", "exist.cache.prepared-queries=0")) {
      repeating = one;
      inFull = other;
      for (String document : DOCUMENTS) {
        for (Duration before : BEFORE) {
          for (Duration after : AFTER) {
            loseOthers(document, before, after);
          }
        }
      }
    }
    assertThat(total).isGreaterThan(DOCUMENTS.size() * BEFORE.size() * AFTER.size() / 2.0);
  }

  private void loseOthers(String document, Duration before, Duration after) {
    pass(Duration.ofDays(1));
    become(Consistency.CURRENT);
    ask(document);
    ask(document);
    pass(before);
    become(Consistency.UNVERIFIED);
    assertThat(timesRepeated(document)).as("before the cache is verified").isZero();
    become(Consistency.CURRENT);
    ask(document);
    become(Consistency.DISCONNECTED);
    ask(document);
    total += timesRepeated(document);
    pass(after);
    ask(document);
    ask(document);
    become(Consistency.CURRENT);
    ask(document);
  }

  private void become(Consistency consistency) {
    Stream.of(repeating, inFull)
        .forEach(twin -> twin.bean(GivenReplication.class).consistency = consistency);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    repeating.set(now);
    inFull.set(now);
  }

  /// Asks, and returns how often that was not executed in full: once or not at all.
  private double timesRepeated(String document) {
    double before = repeated();
    ask(document);
    return repeated() - before;
  }

  private double repeated() {
    MeterRegistry meters = repeating.bean(MeterRegistry.class);
    return Stream.of("hit", "prepared")
        .mapToDouble(
            result -> meters.get("existgraph.ready").tag("result", result).counter().count())
        .sum();
  }

  private void ask(String document) {
    String of = now + " " + document;
    assertThat(answer(repeating, document)).as(of).isEqualTo(answer(inFull, document));
    TwinGateway.awaitSameRequests(repeating, inFull, of);
    for (TwinGateway twin : List.of(repeating, inFull)) {
      twin.settle();
      twin.sent();
    }
  }

  /// Without the rate limit: a refresh may end before or after it is read.
  private static JsonNode answer(TwinGateway twin, String document) {
    Seen seen =
        twin.ask(
            "POST",
            "/graphql",
            JSON.writeValueAsString(Map.of("query", document)),
            List.of("Authorization", "Token demo", "Content-Type", "application/json"));
    JsonNode body = JSON.readTree(seen.body());
    var _ = ((ObjectNode) body.at("/extensions/exist")).remove("rateLimit");
    return body;
  }
}
