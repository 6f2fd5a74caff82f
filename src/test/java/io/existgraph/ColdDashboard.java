package io.existgraph;

import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Credential;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// How long a dashboard takes on an empty memory and on a warm one, before an Exist that takes 100
/// ms for each answer. Not a test: run it by hand.
final class ColdDashboard {
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final int ROUNDS = 300;
  private static final String BODY =
      """
      {"query": "{me{username groups{name attributes{name value values(last:7){date value \
      formatted} average{overall formatted}}} insights(first:5){nodes{created text}}}}"}\
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private ColdDashboard() {}

  public static void main(String[] arguments) throws Exception {
    try (var gateway =
        new SpringApplicationBuilder(ExistGraphApplication.class)
            .profiles("demo")
            .run("--server.port=0", "--exist.budget.limit=1000000", "--logging.level.root=warn")) {
      CallerCaches caches = gateway.getBean(CallerCaches.class);
      gateway
          .getBean(ExistSimulator.class)
          .options(SimulatorOptions.DEFAULT.withLimitPerHour(100_000).withLatency(LATENCY));
      String port = gateway.getEnvironment().getProperty("local.server.port");
      URI graphql = URI.create("http://127.0.0.1:" + port + "/graphql");
      report("cold", graphql, () -> caches.forget(new Credential("Token demo").callerId()));
      report("warm", graphql, () -> {});
    }
  }

  private static void report(String name, URI graphql, Runnable before) throws Exception {
    long[] millis = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      before.run();
      HttpRequest request =
          HttpRequest.newBuilder(graphql)
              .header("Content-Type", "application/json")
              .header("Authorization", "Token demo")
              .POST(HttpRequest.BodyPublishers.ofString(BODY))
              .build();
      long start = System.nanoTime();
      String body = HTTP.send(request, BodyHandlers.ofString()).body();
      millis[i] = (System.nanoTime() - start) / 1_000_000;
      if (body.contains("\"errors\"")) {
        throw new IllegalStateException(body);
      }
    }
    long[] settled = Arrays.copyOfRange(millis, ROUNDS / 3, ROUNDS);
    Arrays.sort(settled);
    System.out.printf(
        "%s dashboard: median %d ms, 90 %% within %d ms, upstream latency %d ms%n",
        name, settled[settled.length / 2], settled[settled.length * 9 / 10], LATENCY.toMillis());
  }
}
