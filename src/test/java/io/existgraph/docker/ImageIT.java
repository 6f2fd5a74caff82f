package io.existgraph.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the Dockerfile does, done without an engine: its steps, and its command with its options.
class ImageIT {
  private static final Path APP = Path.of("target/docker/app").toAbsolutePath();
  private static final Path JAR = Path.of("target/exist-graph.jar");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  @BeforeAll
  static void assembles() throws IOException, InterruptedException {
    assumeTrue(Path.of("/bin/sh").toFile().canExecute(), "There is no shell");
    Process assembling =
        process(List.of("sh", "docker/assemble.sh", JAR.toString(), APP.toString()));
    assertThat(assembling.waitFor()).isZero();
    assertThat(APP.resolve("app.aot")).isNotEmptyFile();
  }

  /// With `on` the JVM would refuse to start without the cache that was made for it.
  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void startsAnswersIsHealthyAndStops(String cache) throws IOException, InterruptedException {
    int port = freePort();
    int management = freePort();
    Instant begin = Instant.now();
    Process gateway =
        process(
            List.of(
                java(),
                "@" + APP.resolve("java.options"),
                "-XX:AOTMode=" + cache,
                "-jar",
                APP.resolve("exist-graph.jar").toString(),
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--management.server.port=" + management));
    try {
      awaitAnswer(gateway, port);
      System.out.printf(
          "Start to first answer, AOT cache %s: %d ms%n",
          cache, Duration.between(begin, Instant.now()).toMillis());
      assertThat(health(management)).isZero();
      assertThat(health(port)).as("health is told on the management port alone").isNotZero();
    } finally {
      gateway.destroy();
    }
    assertThat(gateway.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  void theDockerfileRunsTheseStepsWithTheseOptions() throws IOException {
    String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
    assertThat(dockerfile)
        .contains("assemble.sh /tmp/exist-graph.jar /app")
        .contains(
            "ENTRYPOINT [\"java\", \"@/app/java.options\", \"-jar\", \"/app/exist-graph.jar\"]")
        .containsPattern("(?m)^USER 10001:10001$")
        .doesNotContain(":latest");
    assertThat(APP.resolve("java.options")).content().contains("-XX:+ExitOnOutOfMemoryError");
  }

  private static void awaitAnswer(Process gateway, int port) throws InterruptedException {
    Instant last = Instant.now().plusSeconds(60);
    while (!answers(port)) {
      assertThat(gateway.isAlive()).isTrue();
      assertThat(Instant.now()).isBefore(last);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean answers(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{__typename}\"}"))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int health(int port) throws IOException, InterruptedException {
    assumeTrue(Path.of("/bin/bash").toFile().canExecute(), "There is no bash");
    var check = new ProcessBuilder("bash", "docker/health.sh");
    check.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(port));
    return check.start().waitFor();
  }

  private static Process process(List<String> command) throws IOException {
    var builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectOutput(Path.of("target/docker.log").toFile()).start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
