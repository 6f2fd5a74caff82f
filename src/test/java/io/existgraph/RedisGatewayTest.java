package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole gateway over a real Redis, which is killed and comes back.
@DirtiesContext
@Import(SharedGateways.PatientRedis.class)
class RedisGatewayTest extends GatewayTest {
  private static final String QUERY = "{me{username}}";
  private static RedisServer server;

  @BeforeAll
  static void startRedis() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopRedis() {
    if (server != null) {
      server.close();
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("exist.redis.url", () -> server.url());
  }

  private String get(String path) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gatewayPort() + path));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitHealth(String status) {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!get("/actuator/health/redis").contains("\"" + status + "\"")) {
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void assertAnswered() {
    assertThat(demo().header("Cache-Control", "no-cache").query(QUERY).codes()).isEmpty();
  }

  @Test
  void redisComesAndGoesWithoutAnErrorAndWithoutReadiness() throws IOException {
    awaitHealth("UP");
    assertAnswered();
    assertThat(server.command("KEYS", "eg:*")).contains(":z");
    server.kill();
    awaitHealth("UNKNOWN");
    assertAnswered();
    assertThat(get("/actuator/health/readiness")).contains("\"UP\"");
    assertThat(get("/actuator/health")).contains("\"UP\"");
    server.restart();
    awaitHealth("UP");
    assertAnswered();
    String scraped = get("/actuator/prometheus");
    assertThat(DashboardTest.metersOfRedis()).hasSizeGreaterThan(5).allMatch(scraped::contains);
    assertThat(scraped).doesNotContain("127.0.0.1:" + server.port());
  }
}
