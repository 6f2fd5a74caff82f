package io.existgraph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The CPU time of an answer from the cache while few callers are remembered, and while many are.
/// All are one user of the simulator, under different credentials. Prints what it measures. Run it
/// by its name: `mvn test -Dtest=CallersBench`; `bench.callers` is how many are remembered.
class CallersBench {
  private static final int FEW = 100;
  private static final int MANY = Integer.getInteger("bench.callers", 100_000);
  private static final int ANSWERS = 20_000;
  private static final int ROUNDS = 3;
  private static final String QUERY = "{me{username attributes{name label value}}}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<URI, byte[]> known = new ConcurrentHashMap<>();

  @Test
  void cpuOfAnAnswerByCallersRemembered() throws IOException {
    try (ExistSimulator exist =
        ExistSimulator.start(
            InstantSource.system(), SimulatorOptions.DEFAULT.withLimitPerHour(1_000_000))) {
      HttpServer upstream = anyCredential(exist.address());
      URI address = URI.create("http://127.0.0.1:" + upstream.getAddress().getPort());
      for (String ready : new String[] {"16MB", "0"}) {
        try (Program gateway = gateway(address, ready)) {
          measure("ready-bytes=" + ready, gateway);
        }
      }
      upstream.stop(0);
    }
  }

  /// With room for all callers on the heap.
  private static Program gateway(URI exist, String readyBytes) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String main = ExistGraphApplication.class.getName();
    return Program.gateway(
        List.of("java", "@docker/java.options", "-Xmx6g", "-cp", classes, main),
        "--exist.api.base-url=" + exist,
        "--exist.cache.max-bytes=16GB",
        "--exist.cache.fresh.today=1h",
        "--exist.cache.ready-bytes=" + readyBytes);
  }

  /// Exist, with one user who has any number of tokens.
  private HttpServer anyCredential(URI exist) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, exist));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange, URI exist) throws IOException {
    byte[] body = known.computeIfAbsent(exist.resolve(exchange.getRequestURI()), this::fetched);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private byte[] fetched(URI target) {
    HttpRequest request =
        HttpRequest.newBuilder(target).header("Authorization", "Token demo").build();
    return HTTP.sendAsync(request, BodyHandlers.ofByteArray()).join().body();
  }

  private static void measure(String name, Program gateway) {
    double few = least(gateway, FEW);
    for (int caller = FEW; caller < MANY; caller++) {
      gateway.ask(QUERY, credential(caller));
    }
    double many = least(gateway, MANY);
    System.out.printf(
        "BENCH %s: %d callers %.0f us an answer, %d callers %.0f us; ratio %.2f%n",
        name, FEW, few, MANY, many, many / few);
  }

  /// The microseconds of the process's CPU for each answer, of the best round.
  private static double least(Program gateway, int callers) {
    double least = Double.MAX_VALUE;
    for (int round = 0; round <= ROUNDS; round++) {
      Duration before = cpu(gateway);
      for (int i = 0; i < ANSWERS; i++) {
        gateway.ask(QUERY, credential((int) (i * 7919L % callers)));
      }
      least = Math.min(least, cpu(gateway).minus(before).toNanos() / 1e3 / ANSWERS);
    }
    return least;
  }

  private static Duration cpu(Program gateway) {
    return gateway.process().info().totalCpuDuration().orElseThrow();
  }

  private static String credential(int caller) {
    return "Token caller" + caller;
  }
}
