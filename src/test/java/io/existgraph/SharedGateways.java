package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.redis.RedisConnection;
import io.existgraph.redis.RedisServer;
import io.existgraph.redis.RedisTimeouts;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Several gateways of one Exist that share a Redis, in this JVM. All have the same given time, and
/// wait for Redis until it answers.
final class SharedGateways implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Instant NOON = GatewayOverHttp.NOON;

  final GivenClock clockOfExist = new GivenClock(NOON);
  final ExistSimulator exist =
      ExistSimulator.start(clockOfExist, SimulatorOptions.DEFAULT.withLimitPerHour(100_000));
  private final List<Instance> instances = new ArrayList<>();
  private final String url;
  private final Class<?> timeouts;
  private final String[] settings;

  SharedGateways(int count, RedisServer redis, String... settings) {
    this(count, redis.url(), settings);
  }

  /// Without Redis where the address is empty.
  SharedGateways(int count, String url, String... settings) {
    this(count, url, PatientRedis.class, settings);
  }

  private SharedGateways(int count, String url, Class<?> timeouts, String... settings) {
    this.url = url;
    this.timeouts = timeouts;
    this.settings = settings;
    for (int i = 0; i < count; i++) {
      start(url);
    }
    awaitUse();
  }

  /// With the timeouts that a gateway has.
  static SharedGateways withOwnTimeouts(int count, RedisServer redis, String... settings) {
    return new SharedGateways(count, redis.url(), GivenTime.class, settings);
  }

  /// Timeouts that no stall of the machine reaches.
  @TestConfiguration
  static class PatientRedis {
    @Bean
    @Primary
    RedisTimeouts patientTimeouts() {
      return new RedisTimeouts(PATIENCE, PATIENCE, PATIENCE, PATIENCE);
    }
  }

  /// Starts another instance, which reaches Redis at that address.
  Instance start(String address) {
    List<String> all = new ArrayList<>(List.of("exist.api.base-url=" + exist.address()));
    all.addAll(List.of(settings));
    all.add("server.port=0");
    all.add("spring.main.allow-bean-definition-overriding=true");
    if (!address.isEmpty()) {
      all.add("exist.redis.url=" + address);
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(ExistGraphApplication.class, GivenTime.class, timeouts)
            .properties(all.toArray(String[]::new))
            .run();
    context.getBean(GivenClock.class).set(clockOfExist.instant());
    Instance instance = new Instance(context);
    instances.add(instance);
    return instance;
  }

  Instance instance(int index) {
    return instances.get(index);
  }

  List<Instance> all() {
    return List.copyOf(instances);
  }

  /// Waits until all instances use Redis and know of each other.
  void awaitUse() {
    if (!url.isEmpty()) {
      until(
          () ->
              instances.stream()
                  .map(instance -> instance.bean(RedisConnection.class))
                  .allMatch(
                      connection ->
                          connection.isAvailable()
                              && connection.messages().instances() >= instances.size()));
    }
  }

  static void until(BooleanSupplier condition) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void pass(Duration time) {
    clockOfExist.pass(time);
    instances.forEach(instance -> instance.bean(GivenClock.class).pass(time));
  }

  /// The requests that Exist has seen since the last look.
  List<String> sent() {
    List<String> lines =
        exist.requests().stream().map(ExistSimulator.RecordedRequest::line).toList();
    exist.clearRequests();
    return lines;
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
    exist.close();
  }

  /// One of the gateways.
  static final class Instance {
    private final ConfigurableApplicationContext context;

    private Instance(ConfigurableApplicationContext context) {
      this.context = context;
    }

    <T> T bean(Class<T> type) {
      return context.getBean(type);
    }

    boolean usesRedis() {
      return bean(RedisConnection.class).isAvailable();
    }

    int port() {
      return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private HttpRequest request(
        String credential, String document, Map<String, ?> variables, String... headers) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/graphql"))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", credential)
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      JSON.writeValueAsString(Map.of("query", document, "variables", variables))));
      return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    Reply ask(String credential, String document, String... headers) {
      try {
        return new Reply(
            HTTP.send(request(credential, document, Map.of(), headers), BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    CompletableFuture<Reply> askLater(
        String credential, String document, Map<String, ?> variables) {
      return HTTP.sendAsync(request(credential, document, variables), BodyHandlers.ofString())
          .thenApply(Reply::new);
    }

    Reply ask(String credential, String document, Map<String, ?> variables) {
      return askLater(credential, document, variables).join();
    }

    void close() {
      context.close();
    }
  }

  /// A response of a gateway.
  record Reply(int status, String body) {
    private Reply(HttpResponse<String> response) {
      this(response.statusCode(), response.body());
    }

    JsonNode json() {
      return JSON.readTree(body);
    }

    JsonNode at(String path) {
      return json().at("/data/" + path);
    }

    Reply withoutErrors() {
      assertThat(status).as(body).isEqualTo(200);
      assertThat(body).doesNotContain("\"errors\"");
      return this;
    }

    List<String> codes() {
      List<String> codes = new ArrayList<>();
      json().path("errors").forEach(error -> codes.add(error.at("/extensions/code").asString()));
      return codes;
    }

    /// What it cost in requests to Exist.
    int requests() {
      return json().at("/extensions/exist/requests").asInt(-1);
    }
  }
}
