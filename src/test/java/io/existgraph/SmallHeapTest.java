package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A gateway in a process of its own, with 256 MB of heap and the demo Exist beside it.
class SmallHeapTest {
  private static final boolean SOAK = Boolean.getBoolean("soak");
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final String CANARY = "canaryTokenInTheHeap";
  private static final String ALL =
      "{me{id groups{attributes{name label value values(last:90){date value formatted}}}}}";
  private static final List<String> ABUSE =
      List.of(
          ALL,
          "{me{" + "a:groups{attributes{values(last:100){value}}} ".repeat(1) + "}}",
          aliases(600),
          aliases(40),
          "{" + "me{".repeat(200) + "id" + "}".repeat(200) + "}",
          "query{__typename " + "@skip(if:false)".repeat(900) + "}",
          "{me{" + "username ".repeat(50_000) + "}}",
          "{__schema{types{fields{type{fields{type{fields{name}}}}}}}}",
          "x".repeat(600_000));

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(WAIT).build();
  private final int port = freePort();
  private Process gateway;

  private static String aliases(int count) {
    StringBuilder aliases = new StringBuilder("{me{");
    for (int i = 0; i < count; i++) {
      aliases.append('a').append(i).append(":groups{attributes{values(last:100){date value}}} ");
    }
    return aliases + "}}";
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @BeforeEach
  void start() throws Exception {
    gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ExistGraphApplication.class.getName(),
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--exist.budget.limit=1000000")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    for (int i = 0; i < 600 && gateway.isAlive() && ask("{__typename}", "Token demo") != 200; i++) {
      Thread.sleep(100);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    gateway.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /// The status; 0 where nothing was answered.
  private int ask(String document, String credential) {
    String body = JsonMapper.shared().writeValueAsString(Map.of("query", document));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
            .timeout(WAIT)
            .header("Content-Type", "application/json")
            .header("Authorization", credential)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
      return response.statusCode();
    } catch (IOException unanswered) {
      return 0;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void abuseAndTheLargestAnswersLeaveOthersAnswered() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    List<Future<?>> floods = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(SOAK ? 600 : 8).toNanos();
    int others = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        int first = i;
        floods.add(threads.submit(() -> flood(first, end, sent)));
      }
      while (System.nanoTime() < end) {
        assertThat(ask("{me{username}}", "Token demo2")).isEqualTo(200);
        others++;
      }
    }
    assertThat(gateway.isAlive()).isTrue();
    assertThat(Files.readString(folder.resolve("log"))).doesNotContain("OutOfMemory", " ERROR ");
    for (Future<?> flood : floods) {
      flood.get();
    }
    assertThat(sent.get()).isGreaterThan(20);
    assertThat(others).isGreaterThan(5);
    assertThat(ask(ALL, "Token demo")).isEqualTo(200);
  }

  private void flood(int first, long end, AtomicInteger sent) {
    for (int i = first; System.nanoTime() < end; i++) {
      String document = ABUSE.get(i % ABUSE.size());
      assertThat(ask(document, "Token demo")).as(document).isIn(200, 400, 413, 503);
      sent.incrementAndGet();
    }
  }

  @Test
  void aMinuteLaterNoTokenIsInTheHeap() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(SOAK, "takes a minute");
    for (String credential : List.of("Token " + CANARY, "Bearer " + CANARY + "2")) {
      assertThat(ask(ALL, credential)).isEqualTo(200);
      assertThat(ask("mutation{releaseAttributes(names:[\"mood\"]){failedCount}}", credential))
          .isEqualTo(200);
    }
    assertThat(
            ask(
                "mutation{requestToken(username:\"x\",password:\"" + CANARY + "\"){token}}",
                "Token x"))
        .isEqualTo(200);
    Thread.sleep(60_000);
    Path dump = folder.resolve("heap.hprof");
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(gateway.pid()),
                "GC.heap_dump",
                dump.toString())
            .inheritIO()
            .start();
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String heap = Files.readString(dump, StandardCharsets.ISO_8859_1);
    assertThat(heap).contains("io.existgraph".replace('.', '/'));
    int at = heap.indexOf(CANARY);
    assertThat(at < 0 ? "" : heap.substring(Math.max(0, at - 60), at + 60)).isEmpty();
  }
}
