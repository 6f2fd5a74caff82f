package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The folder that `package` makes of the jar, run as the image runs it.
class ImageIT {
  private static final Path FOLDER = Path.of("target/exist-graph").toAbsolutePath();
  private static final List<String> WITH_CACHE = List.of(FOLDER + "/run.sh");
  private static final List<String> WITHOUT_CACHE =
      List.of("java", "@" + FOLDER + "/java.options", "-jar", FOLDER + "/exist-graph.jar");

  @Test
  void itAnswersWithAndWithoutItsCacheOfClasses() throws IOException {
    System.out.println("First answer with the AOT cache: " + firstAnswer(WITH_CACHE));
    System.out.println("First answer without: " + firstAnswer(WITHOUT_CACHE));
  }

  private static String firstAnswer(List<String> command) throws IOException {
    long start = System.nanoTime();
    try (Program gateway = Program.gateway(command)) {
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      var used = gateway.process().info().totalCpuDuration();
      assertThat(gateway.printed()).doesNotContain("[aot", "ERROR", "WARN");
      return took + " ms, processor " + used.map(Duration::toMillis).orElse(0L) + " ms";
    }
  }

  @Test
  void itsHealthIsToldOnThePortOfTheManagement() throws Exception {
    String management = "--management.server.port=0";
    try (Program gateway = Program.gateway(WITH_CACHE, management)) {
      assertThat(gateway.status("/actuator/health/liveness")).isEqualTo(404);
      assertThat(gateway.status("/actuator/prometheus")).isEqualTo(404);
      String port = gateway.printed("(?s).*Netty started on port.*Netty started on port (\\d+) .*");
      assertThat(Program.run("docker/health.sh", port)).isZero();
      assertThat(Program.run("docker/health.sh", String.valueOf(gateway.port()))).isNotZero();
      assertThat(Program.run("docker/health.sh", "1")).isNotZero();
    }
  }

  @Test
  void aRequestUnderWayIsAnsweredWhenItIsStopped() throws Exception {
    try (ExistSimulator exist = ExistSimulator.start(InstantSource.system());
        Program gateway =
            Program.gateway(
                WITH_CACHE,
                "--exist.api.base-url=" + exist.address(),
                "--exist.shutdown.delay=5s",
                "--exist.limits.exchange-timeout=40s",
                "--exist.limits.operation-timeout=60s",
                "--logging.structured.format.console=ecs")) {
      exist.fault(_ -> true, new InjectedFault.DelayedResponse(Duration.ofSeconds(8)));
      var slow =
          CompletableFuture.supplyAsync(
              () -> gateway.answer("{me{username}}", "Token demo").body());
      while (exist.requests().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(gateway.status("/actuator/health/readiness")).isEqualTo(200);
      gateway.process().destroy();
      while (gateway.status("/actuator/health/readiness") == 200) {
        Thread.onSpinWait();
      }
      assertThat(gateway.status("/actuator/health/readiness")).isEqualTo(503);
      assertThat(gateway.status("/actuator/health/liveness")).isEqualTo(200);
      assertThat(gateway.ask("{__typename}", "Token demo")).isEqualTo(200);
      gateway.process().destroy(); // a second time
      assertThat(slow.get(60, TimeUnit.SECONDS)).contains("\"username\":\"demo\"");
      assertThat(gateway.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.process().exitValue()).isIn(0, 143);
      assertThat(gateway.printed().lines())
          .isNotEmpty()
          .allSatisfy(
              line -> assertThat(JsonMapper.shared().readTree(line).at("/log/level")).isNotNull())
          .noneMatch(line -> line.contains("ERROR"));
    }
  }

  @Test
  void theJarTellsWhatItIsMadeOf() throws IOException {
    try (var jar = new JarFile("target/exist-graph.jar")) {
      var bill = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"));
      assertThat(JsonMapper.shared().readTree(bill).path("components").valueStream())
          .extracting(meter -> meter.path("name").asString())
          .contains("netty-codec-http", "graphql-java", "spring-graphql");
    }
  }

  @Test
  void aProcessThatIsOutOfMemoryEnds() throws Exception {
    int status =
        Program.run(
            "java",
            "@" + FOLDER + "/java.options",
            "-cp",
            "target/test-classes",
            Hog.class.getName());
    assertThat(status).isEqualTo(3);
  }
}
