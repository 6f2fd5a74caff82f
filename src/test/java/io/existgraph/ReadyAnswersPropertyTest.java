package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Two gateways, one of which executes each request in full, go through the same random steps of
/// time, writes, rejections, rate limits and requests. Each answer and each request to Exist is the
/// same, whether the other keeps ready answers or only prepared queries.
@Order(10)
class ReadyAnswersPropertyTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int STEPS = Integer.getInteger("ready.steps", 100);
  private static final List<String> CALLERS =
      List.of("Token demo", "token  demo", "Bearer demo", "Token demo2", "Token nobody");
  private static final List<String> DOCUMENTS =
      List.of(
          "{me{username localTime today attributes{name label value formatted service{label}}}}",
          "{me{localTime attributes{name values(last:7){date value}}averages{overall}"
              + "insights(first:5){nodes{created html}}}}",
          "{me{a:localTime b:localTime attribute(name:\"steps\"){values(last:40){date value}}}}",
          "{rateLimit{limit used remaining resetAt} me{username}}",
          "{user(username:\"josh\"){username localTime attributes{name value}} me{today}}",
          "{me{attribute(name:\"steps\"){goal{target progress}"
              + " averages(first:3){nodes{overall}}}}}",
          "{ownedAttributes{name value} me{localTime}}",
          "{me{tags{name today}}}",
          "{me{attribute(name:\"mood\"){value values(last:3){date value}}}}",
          "{me{insights(first:3,from:\"2026-01-01\"){totalCount nodes{created}}}}",
          "{__typename}",
          "{me{attributes{values(last:0){date}}}}",
          "{me{nothing}}");
  private static final List<List<String>> HEADERS =
      List.of(
          List.of(),
          List.of(),
          List.of("Accept-Encoding", "gzip"),
          List.of("Accept-Encoding", "gzip, deflate, br, zstd"),
          List.of("Accept-Encoding", "gzip;q=0.5, identity"),
          List.of("Accept", "application/graphql-response+json, application/json;q=0.9"),
          List.of("Origin", "https://app.example"),
          List.of("Origin", "https://other.example"),
          List.of("Origin", "http://localhost:5173"),
          List.of("Origin", "capacitor://localhost"),
          List.of("Cache-Control", "max-age=0"),
          List.of("Accept", "text/html"));
  private static final List<List<String>> UNUSUAL =
      List.of(
          List.of("Cache-Control", "no-cache"),
          List.of("X-Exist-Trace", "true"),
          List.of("X-Exist-Explain", "true"),
          List.of("Authorization", "Token demo2"),
          List.of("Content-Encoding", "identity"),
          List.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

  private Random random;
  private Instant now;
  private ZoneId zone;
  private double hits;
  private double prepared;
  private double expired;
  private int settled;
  private final List<TwinGateway> twins = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "1, Asia/Kathmandu,   2026-11-24T02:00:00.123Z",
    "2, America/New_York, 2026-11-01T03:40:00.500Z",
    "3, Australia/Lord_Howe, 2026-10-03T13:20:00.007Z"
  })
  void everyAnswerIsTheSameAsWithoutReadyAnswers(long seed, String zoneOfDemo, String start)
      throws Exception {
    compareGateways(seed, zoneOfDemo, start, "exist.cache.ready-bytes=16MB");
    assertThat(hits).isGreaterThan(STEPS / 5.0);
    assertThat(settled).isGreaterThan(STEPS);
    assertThat(expired).isGreaterThan(STEPS / 50.0);
  }

  @ParameterizedTest
  @CsvSource({
    "4, Asia/Kathmandu,   2026-11-24T02:00:00.123Z",
    "5, America/New_York, 2026-11-01T03:40:00.500Z",
    "6, Australia/Lord_Howe, 2026-10-03T13:20:00.007Z"
  })
  void everyAnswerIsTheSameAsWithoutPreparedQueries(long seed, String zoneOfDemo, String start)
      throws Exception {
    compareGateways(seed, zoneOfDemo, start, "exist.cache.ready-bytes=0");
    assertThat(hits).isZero();
    assertThat(settled).isGreaterThan(STEPS);
    assertThat(prepared).isGreaterThan(STEPS / 5.0);
  }

  /// The first with that setting, the second without ready answers and prepared queries.
  private void compareGateways(long seed, String zoneOfDemo, String start, String setting)
      throws Exception {
    random = new Random(seed);
    now = Instant.parse(start);
    zone = ZoneId.of(zoneOfDemo);
    Map<String, String> zones = Map.of("Australia/Melbourne", zoneOfDemo);
    String origins = "exist.cors.allowed-origins=https://app.example";
    String[] inFull = {origins, "exist.cache.ready-bytes=0", "exist.cache.prepared-queries=0"};
    try (TwinGateway with = new TwinGateway(now, zones, origins, setting);
        TwinGateway without = new TwinGateway(now, zones, inFull)) {
      twins.addAll(List.of(with, without));
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      hits = count(with, "hit");
      prepared = count(with, "prepared");
      expired = count(with, "expired");
      assertThat(count(without, "hit") + count(without, "prepared")).isZero();
      assertThat(with.endedRequests()).isGreaterThan(STEPS / 2).isEqualTo(without.endedRequests());
    }
  }

  private static double count(TwinGateway twin, String result) {
    return twin.bean(MeterRegistry.class)
        .get("existgraph.ready")
        .tag("result", result)
        .counter()
        .count();
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1 -> pass(some(List.of(1L, 900L, 7_000L, 61_000L, 200_000L)));
      case 2 -> pass(some(List.of(301_000L, 900_000L, 3_600_000L, 46_800_000L)));
      case 3 -> almostMidnight();
      case 4 -> write();
      case 5 -> fail();
      default -> ask();
    }
  }

  private void pass(long millis) {
    set(now.plusMillis(millis));
  }

  private void set(Instant moment) {
    now = moment;
    twins.forEach(twin -> twin.set(moment));
  }

  /// The last second of the user's day, on which everything is asked for, and the next day.
  private void almostMidnight() {
    Instant midnight = LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
    if (Duration.between(now, midnight).toHours() < 14) {
      set(midnight.minusMillis(700));
      burst("Token demo", DOCUMENTS.get(random.nextInt(4)), List.of());
      set(midnight.plusMillis(random.nextInt(2)));
      burst("Token demo", DOCUMENTS.get(random.nextInt(4)), List.of());
    }
  }

  private void write() {
    String name = some(List.of("mood", "weight"));
    String document =
        "mutation{updateAttributes(updates:[{name:\"%s\",value:%d}]){results{status}}}"
            .formatted(name, 1 + random.nextInt(9));
    String reader = some(List.of("Token demo", "Bearer demo"));
    String read = some(DOCUMENTS);
    burst(reader, read, List.of());
    compare("POST", "/graphql", post(document), headers("Bearer demo", List.of()));
    burst(reader, read, List.of());
  }

  /// What Exist refuses, in the midst of answers that are ready.
  private void fail() {
    String caller = some(CALLERS);
    String read = some(DOCUMENTS);
    burst(caller, read, List.of());
    InjectedFault fault =
        some(
            List.of(
                InjectedFault.json(401, "{\"detail\":\"Invalid token.\"}"),
                InjectedFault.json(429, "{}"),
                new InjectedFault.FixedResponse(
                    429, "application/json", "{}", Map.of("Retry-After", "90")),
                InjectedFault.json(403, "{}"),
                InjectedFault.html(500)));
    twins.forEach(twin -> twin.exist.fault(_ -> true, fault));
    compare(
        "POST",
        "/graphql",
        post("{me{username attributes{name value}}}"),
        headers(caller, List.of("Cache-Control", "no-cache")));
    burst(caller, read, List.of());
    twins.forEach(twin -> twin.exist.clearFaults());
    burst(caller, read, List.of());
  }

  private void ask() {
    List<String> some = random.nextInt(8) == 0 ? some(UNUSUAL) : some(HEADERS);
    burst(some(CALLERS), some(DOCUMENTS), some);
  }

  private void burst(String caller, String document, List<String> headers) {
    boolean isGet = random.nextInt(6) == 0;
    String method = isGet && random.nextInt(4) == 0 ? "HEAD" : isGet ? "GET" : "POST";
    String target =
        isGet
            ? "/graphql?query=" + URLEncoder.encode(document, StandardCharsets.UTF_8)
            : "/graphql";
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      compare(method, target, isGet ? "" : post(document), headers(caller, headers));
      set(now.plusMillis(random.nextInt(40)));
    }
  }

  private void compare(String method, String target, String body, List<String> headers) {
    TwinGateway.Seen full = twins.getLast().ask(method, target, body, headers);
    TwinGateway.Seen ready = twins.getFirst().ask(method, target, body, headers);
    String of = now + " " + method + " " + target + " " + body + " " + headers;
    TwinGateway.awaitSameRequests(twins.getFirst(), twins.getLast(), of);
    twins.forEach(TwinGateway::settle);
    List<String> sent = twins.getFirst().sent();
    twins.getLast().sent();
    // A request in the background ends before or after the rate limit is read.
    boolean isSettled = sent.isEmpty();
    settled += isSettled ? 1 : 0;
    TwinGateway.Seen one = isSettled ? ready : ready.withoutRateLimit();
    TwinGateway.Seen other = isSettled ? full : full.withoutRateLimit();
    assertThat(one.body()).as(of).isEqualTo(other.body());
    assertThat(one).as(of).isEqualTo(other);
  }

  private static String post(String document) {
    return JSON.writeValueAsString(Map.of("query", document));
  }

  private List<String> headers(String caller, List<String> more) {
    List<String> all = new ArrayList<>(List.of("Authorization", caller));
    all.addAll(List.of("Content-Type", "application/json"));
    all.addAll(more);
    return all;
  }

  private <T> T some(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
