package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What an operator can read off `/actuator/prometheus`.
class MetersTest extends GatewayTest {
  private static final String TODAY = "{me{username attributes{name value}}}";
  private static final String OVERVIEW = "/api/1/users/{}/today/";

  @Autowired private MeterRegistry meters;
  @Autowired private Tracer tracer;
  @LocalServerPort private int port;

  /// The growth of the meters of that name and those labels during an action.
  private double growth(Runnable action, String name, String... labels) {
    double before = total(name, labels);
    action.run();
    return total(name, labels) - before;
  }

  private double total(String name, String... labels) {
    return meters.find(name).tags(labels).meters().stream()
        .map(meter -> meter.measure().iterator().next())
        .mapToDouble(Measurement::getValue)
        .sum();
  }

  @Test
  void anExchangeIsCountedByItsEndpointAndStatus() {
    assertThat(
            growth(
                () -> demo().query(TODAY),
                "existgraph.exchanges",
                "endpoint",
                OVERVIEW,
                "method",
                "GET",
                "status",
                "200"))
        .isEqualTo(1);
    exist.fault(_ -> true, InjectedFault.html(500));
    assertThat(
            growth(
                () -> demo().header("Cache-Control", "no-cache").query(TODAY),
                "existgraph.exchanges",
                "endpoint",
                OVERVIEW,
                "status",
                "500"))
        .isEqualTo(1);
  }

  @Test
  void aFailureIsCountedByItsReasonAndTheErrorByItsCode() {
    exist.fault(_ -> true, InjectedFault.html(200));
    Runnable read = () -> demo().query("{me{username}}");
    assertThat(growth(read, "existgraph.failures", "endpoint", OVERVIEW, "reason", "BadResponse"))
        .isEqualTo(1);
    assertThat(growth(read, "existgraph.errors", "code", "UPSTREAM_BAD_RESPONSE")).isEqualTo(1);
    assertThat(growth(() -> demo().query("{nothing}"), "existgraph.errors", "code", "BAD_REQUEST"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{nothing}",
        "query A{me{id}} query B{me{id}}",
        "query($name:String!){user(username:$name){id}}",
        "{me{attribute(name:\"steps\"){values(last:0){value}}}}",
        "{me{attribute(name:\"steps\"){values(last:\"1\"){value}}}}",
        "{me{a:id @include(if:null)}}",
        "fragment F on Query{me{id}}",
        "subscription{me{id}}",
        "{nodes(ids:[]){id} __schema{types{fields{type{fields{type{fields{name}}}}}}}}",
      })
  void anInvalidOperationIsAnErrorOfTheClient(String document) {
    Runnable ask = () -> assertThat(demo().query(document).codes()).isNotEmpty();
    String operations = "graphql.request";
    double failed = total(operations, "graphql.outcome", "INTERNAL_ERROR");
    double thrown = total(operations) - total(operations, "error", "none");
    assertThat(growth(ask, operations, "graphql.outcome", "REQUEST_ERROR")).isEqualTo(1);
    assertThat(total(operations, "graphql.outcome", "INTERNAL_ERROR")).isEqualTo(failed);
    assertThat(total(operations) - total(operations, "error", "none")).isEqualTo(thrown);
  }

  @Test
  void anAnswerIsCountedByItsKindAndByWhereItCameFrom() {
    Runnable read = () -> demo().query(TODAY).withoutErrors();
    assertThat(growth(read, "existgraph.answers", "kind", "today", "from", "exist")).isEqualTo(1);
    assertThat(growth(read, "existgraph.answers", "kind", "today", "from", "memory")).isEqualTo(1);
    assertThat(growth(read, "existgraph.answers", "kind", "today", "from", "exist")).isZero();
  }

  @Test
  void aRequestThatServesManyIsCountedAsJoined() {
    exist.fault(_ -> true, new InjectedFault.DelayedResponse(Duration.ofSeconds(1)));
    double joined =
        growth(
            () -> {
              var all =
                  IntStream.range(0, 8)
                      .mapToObj(_ -> CompletableFuture.runAsync(() -> demo().query(TODAY)))
                      .toList();
              all.forEach(CompletableFuture::join);
            },
            "existgraph.answers",
            "kind",
            "today",
            "from",
            "joined");
    int asked = sent().size();
    assertThat(joined).isEqualTo(8 - asked);
  }

  @Test
  void oldDataAndTheRestOfTheHourAreCountedByTheOperation() {
    demo().query(TODAY);
    clock.pass(Duration.ofMinutes(11));
    exist.fault(_ -> true, InjectedFault.html(500));
    Runnable read = () -> demo().query(TODAY).withoutErrors();
    assertThat(growth(read, "existgraph.operations", "stale", "true")).isEqualTo(1);
    assertThat(growth(read, "existgraph.budget.remaining")).isEqualTo(1);
  }

  @Test
  void aRowThatLacksWhatTheSchemaPromisesIsLeftOutAndCounted() {
    exist.fault(
        request -> request.target().contains("insights"),
        InjectedFault.json(
            200,
            "{\"count\": 3, \"results\": [{}, {\"created\": \"2026-11-24T00:00:00Z\","
                + " \"type\": {\"name\": \"kept\"}}, {\"type\": {\"name\": \"timeless\"}}]}"));
    assertThat(
            growth(
                () ->
                    assertThat(
                            demo().query("{me{insights{nodes{created}}}}").at("me/insights/nodes"))
                        .hasSize(1),
                "existgraph.rows.left.out",
                "endpoint",
                "/api/1/users/{}/insights/"))
        .isEqualTo(2);
  }

  @Test
  void aValueWithoutADayIsLeftOutAndCounted() {
    exist.fault(
        request -> request.target().contains("attributes/steps/"),
        InjectedFault.json(200, "{\"count\": 2, \"results\": [{\"value\": 1}, {\"date\": null}]}"));
    assertThat(
            growth(
                () ->
                    demo()
                        .query("{me{attribute(name:\"steps\"){values(last:60){value}}}}")
                        .withoutErrors(),
                "existgraph.rows.left.out",
                "endpoint",
                "/api/1/users/{}/attributes/{}/"))
        .isEqualTo(2);
  }

  @Test
  void noLabelNamesAUserAnAttributeOrACredential() throws Exception {
    demo().query("{me{username attribute(name:\"steps\"){values(last:200){value}}}}");
    as("Token canary-7f3a").query("{user(username:\"demo2\"){username}}");
    assertThat(labels()).isNotEmpty().noneMatch(label -> label.matches(".*(demo|steps|canary).*"));
    assertThat(scrape()).contains("existgraph_exchanges_seconds_bucket").doesNotContain("canary");
  }

  @Test
  void noSpanIsMadeUnlessTracingIsOn() {
    assertThat(tracer.nextSpan().isNoop()).isTrue();
  }

  private List<String> labels() {
    return meters.getMeters().stream()
        .map(Meter::getId)
        .flatMap(id -> id.getTags().stream())
        .map(Tag::getValue)
        .toList();
  }

  private String scrape() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }
}
