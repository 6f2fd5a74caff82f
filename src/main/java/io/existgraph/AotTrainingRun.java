package io.existgraph;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.existgraph.ready.ReadyAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/// A series of requests to a gateway over HTTP, repeated until the JVM has profiles of the methods
/// that requests run: the ready operations without cached data, from the cache and as ready
/// answers, compressed and by GET, introspection, invalid requests, the pages, health and metrics.
///
/// @param ready the ready answers, without which operations are executed
/// @param gateway the origin of the gateway
/// @param management the origin of its health and metrics
/// @param exist the origin of Exist, for a TLS handshake that fails: the simulator has no TLS
record AotTrainingRun(ReadyAnswers ready, URI gateway, URI management, URI exist) {
  private static final int ROUNDS = 120;
  private static final Duration MAX_DURATION = Duration.ofSeconds(12);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int UNCACHED_EVERY = 3;
  private static final String OPERATIONS = "classpath:schema/operations/*.graphql";
  private static final List<String> READERS = List.of("Token demo", "Token demo2");
  private static final String WRITER = "Bearer demo";
  private static final List<String> MEDIA_TYPES =
      List.of("application/json", "application/graphql-response+json");
  private static final List<String> PAGES =
      List.of("/", "/graphiql", "/graphiql/assets/absent.js", "/graphql/schema", "/absent");
  private static final List<String> PROBES =
      List.of("/actuator/health/liveness", "/actuator/prometheus");
  private static final List<String> QUERIES =
      List.of(
          "{__typename}",
          "{ me { groups { attributes { name label value service { name } } } } }",
          "{ me { attribute(name: \"steps\") { values(last: 365) { date value } } } }",
          "{ __schema { types { name fields { name type { name } args { name } } } } }",
          "{ me { absent } }",
          "{ me {");

  /// Sends rounds of all requests, the requests of a round at once.
  ///
  /// @throws IllegalStateException for an answer of status 5xx or 429
  void run() throws IOException {
    long end = System.nanoTime() + MAX_DURATION.toNanos();
    List<String> documents = new ArrayList<>(QUERIES);
    for (Resource operation : new PathMatchingResourcePatternResolver().getResources(OPERATIONS)) {
      documents.add(operation.getContentAsString(UTF_8));
    }
    handshake();
    try (HttpClient client = client()) {
      for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
        if (round % UNCACHED_EVERY == 1) {
          ready.forget();
        }
        requests(round, documents).stream()
            .map(request -> client.sendAsync(request, BodyHandlers.discarding()))
            .toList()
            .forEach(AotTrainingRun::check);
      }
    }
  }

  /// Loads the TLS client: the simulator answers its first message with a 400 in plain text.
  private void handshake() {
    URI secure = URI.create("https://" + exist.getAuthority());
    var _ =
        WebClient.create()
            .get()
            .uri(secure)
            .retrieve()
            .toBodilessEntity()
            .onErrorComplete()
            .block(TIMEOUT);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static void check(CompletableFuture<HttpResponse<Void>> answer) {
    HttpResponse<Void> response = answer.join();
    if (response.statusCode() >= 500 || response.statusCode() == 429) {
      throw new IllegalStateException("The training run failed: " + response);
    }
  }

  private List<HttpRequest> requests(int round, List<String> documents) {
    List<HttpRequest> requests = new ArrayList<>();
    for (String document : documents) {
      String credential =
          document.contains("\nmutation ") ? WRITER : READERS.get(round % READERS.size());
      HttpRequest.Builder request =
          post(JsonMapper.shared().writeValueAsString(Map.of("query", document)), round)
              .header("Authorization", credential);
      requests.add((round % UNCACHED_EVERY == 0 ? uncached(request) : request).build());
    }
    requests.add(get(gateway, "/graphql?query=" + URLEncoder.encode(QUERIES.getFirst(), UTF_8)));
    requests.add(post("{\"query\":", round).build());
    PAGES.forEach(page -> requests.add(get(gateway, page)));
    PROBES.forEach(probe -> requests.add(get(management, probe)));
    return requests;
  }

  private static HttpRequest.Builder uncached(HttpRequest.Builder request) {
    return request.header("Cache-Control", "no-cache");
  }

  private HttpRequest.Builder post(String body, int round) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve("/graphql"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Accept", MEDIA_TYPES.get(round / 2 % MEDIA_TYPES.size()))
            .POST(BodyPublishers.ofString(body));
    return round % 4 == 1 ? request.header("Accept-Encoding", "gzip") : request;
  }

  private static HttpRequest get(URI origin, String path) {
    return HttpRequest.newBuilder(origin.resolve(path))
        .timeout(TIMEOUT)
        .header("Accept-Encoding", "gzip")
        .build();
  }
}
