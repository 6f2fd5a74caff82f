package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `docker/` says about files, ports and meters is so. There is no engine to try it with.
class DashboardTest extends GatewayTest {
  private static final Path DOCKER = Path.of("docker");
  private static final Pattern METER = Pattern.compile("\\b(existgraph|http|jvm)_[a-z_]+");
  private static final Pattern OF_REDIS =
      Pattern.compile("existgraph_(redis|peers|budget_relearned)");
  private static final Pattern LABELS = Pattern.compile("by \\(([^)]*)\\)|([a-z]+)(?==~?\"|!=\")");

  @LocalServerPort private int port;

  private String scrape() throws IOException, InterruptedException {
    demo().query("{nothing}");
    demo().query("{me{username insights{nodes{text}} averages{overall}}}");
    exist.fault(request -> request.target().contains("today"), InjectedFault.html(200));
    exist.fault(
        request -> request.target().contains("insights"),
        InjectedFault.json(200, "{\"results\": [{}]}"));
    demo().header("Cache-Control", "no-cache").query("{me{username insights{nodes{text}}}}");
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }

  /// The expressions of the meters that are there without Redis.
  private static List<String> expressions() throws IOException {
    return allExpressions().stream()
        .filter(expression -> !OF_REDIS.matcher(expression).find())
        .toList();
  }

  /// The meters that are there with Redis alone.
  static List<String> metersOfRedis() throws IOException {
    return allExpressions().stream()
        .filter(expression -> OF_REDIS.matcher(expression).find())
        .flatMap(expression -> METER.matcher(expression).results().map(meter -> meter.group()))
        .distinct()
        .toList();
  }

  private static List<String> allExpressions() throws IOException {
    JsonNode dashboard =
        JsonMapper.shared()
            .readTree(Files.readString(DOCKER.resolve("grafana/dashboards/exist-graph.json")));
    return dashboard
        .path("panels")
        .valueStream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .map(target -> target.path("expr").asString())
        .toList();
  }

  @Test
  void everyMeterAndLabelOfTheDashboardIsThere() throws Exception {
    String scraped = scrape();
    Set<String> meters = new TreeSet<>();
    for (String expression : expressions()) {
      METER.matcher(expression).results().forEach(match -> meters.add(match.group()));
    }
    assertThat(meters).hasSizeGreaterThan(10);
    assertThat(scraped).contains("uri=\"/graphql\"");
    assertThat(scraped.lines().map(line -> line.split("[{ ]")[0]).distinct()).containsAll(meters);
    for (String expression : expressions()) {
      String lines = linesOf(scraped, expression);
      assertThat(labels(expression)).allMatch(label -> lines.contains(label + "=\""));
    }
  }

  private static String linesOf(String scraped, String expression) {
    return METER
        .matcher(expression)
        .results()
        .map(match -> match.group())
        .flatMap(meter -> scraped.lines().filter(line -> line.startsWith(meter)))
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> labels(String expression) {
    Set<String> labels = new TreeSet<>();
    LABELS
        .matcher(expression)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .forEach(list -> labels.addAll(List.of(list.split(", *"))));
    return labels;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Object> compose = yaml("compose.yaml");
    return (Map<String, Map<String, Object>>) compose.get("services");
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return new Yaml().load(Files.readString(DOCKER.resolve(file)));
  }

  @Test
  void everyFileThatTheContainersAreGivenIsThereAndEveryPortIsLocal() throws IOException {
    Set<String> internal = Set.of("instance", "valkey");
    Set<String> published = Set.of("gateway", "demo", "balancer", "prometheus", "grafana");
    assertThat(services())
        .containsOnlyKeys(Stream.concat(internal.stream(), published.stream()).toList());
    services()
        .forEach(
            (name, service) -> {
              strings(service.get("volumes"))
                  .forEach(mount -> assertThat(DOCKER.resolve(mount.split(":")[0])).exists());
              assertThat(strings(service.get("ports")))
                  .hasSize(published.contains(name) ? 1 : 0)
                  .allMatch(port -> port.startsWith("127."));
            });
  }

  @Test
  void theInstancesUseTheServerWithTheRightsThatThePageNames() throws IOException {
    String rights =
        Pattern.compile("user gateway on >PASSWORD (.*)")
            .matcher(Files.readString(DOCKER.resolve("README.md")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(String.join(" ", strings(services().get("valkey").get("command")))).contains(rights);
    assertThat(services().get("instance").toString())
        .contains("EXIST_REDIS_URL=redis://valkey:6379", "replicas=3", "EXIST_REDIS_INSTANCES=3");
    assertThat(Files.readString(DOCKER.resolve("nginx/nginx.conf")))
        .contains("server instance:8080;", "listen 8070;");
  }

  private static List<String> strings(Object list) {
    return list instanceof List<?> some ? some.stream().map(String::valueOf).toList() : List.of();
  }

  @Test
  void prometheusAsksTheGatewayOnTheManagementPortOfItsImage() throws IOException {
    assertThat(yaml("prometheus/prometheus.yml").toString())
        .contains("gateway:8081", "/actuator/prometheus");
    assertThat(yaml("grafana/provisioning/datasources/prometheus.yaml").toString())
        .contains("uid=prometheus", "http://prometheus:9090");
    assertThat(yaml("grafana/provisioning/dashboards/exist-graph.yaml").toString())
        .contains("path=/var/lib/grafana/dashboards");
    assertThat(dockerfile()).anyMatch(line -> line.equals("ENV MANAGEMENT_SERVER_PORT=8081"));
  }

  private static List<String> dockerfile() throws IOException {
    return Files.readAllLines(DOCKER.resolve("Dockerfile"));
  }

  @Test
  void whatTheImageCopiesIsThereAndItsGatewayIsNotRoot() throws IOException {
    assertThat(dockerfile())
        .anyMatch(line -> line.matches("USER [1-9]\\d+"))
        .anyMatch(line -> line.startsWith("HEALTHCHECK"));
    dockerfile().stream()
        .filter(line -> line.startsWith("COPY docker/"))
        .flatMap(line -> List.of(line.split(" ")).stream())
        .filter(word -> word.startsWith("docker/"))
        .forEach(file -> assertThat(Path.of(file)).exists());
  }
}
