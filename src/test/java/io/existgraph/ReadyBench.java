package io.existgraph;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/// CPU time of the server's threads for each answer: ready, from the cache in full, and ready bytes
/// of the same size out of a bare Reactor Netty handler. All in one process and in turns, so that
/// the ratios hold on a busy machine. Run it by its name: `mvn test -Dtest=ReadyBench`.
class ReadyBench {
  private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm", 6));
  private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 2));
  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 4;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String ATTRIBUTE = "name label value service{label}";
  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    String start = "{me{username localTime groups{name label} attributes{" + ATTRIBUTE;
    QUERIES.put("q1 today", start + "}}}");
    QUERIES.put(
        "q2 dashboard",
        start
            + " values(last:7){date value}} averages{attributeName overall monday}"
            + " insights(first:5){nodes{created targetDate html}}}}");
    QUERIES.put(
        "q3 deep",
        "{me{attributes{name label values(last:31){date value} average{overall monday}"
            + " correlations(first:3){nodes{date value p secondPerson}}"
            + " insights(first:3){nodes{created targetDate html}}}}}");
    QUERIES.put("q4 year", "{me{attribute(name:\"steps\"){values(last:365){date value}}}}");
  }

  @Test
  void cpuOfAnAnswer() throws IOException {
    try (ConfigurableApplicationContext ready = gateway("exist.cache.ready-bytes=16MB");
        ConfigurableApplicationContext full = gateway("exist.cache.ready-bytes=0")) {
      for (Map.Entry<String, String> query : QUERIES.entrySet()) {
        for (String encoding : List.of("", "Accept-Encoding: gzip\r\n")) {
          compare(query.getKey(), query.getValue(), encoding, ready, full);
        }
      }
    }
  }

  private static ConfigurableApplicationContext gateway(String setting) {
    return new SpringApplicationBuilder(ExistGraphApplication.class)
        .profiles("demo")
        .properties(setting, "server.port=0", "exist.limits.fields=5000")
        .run();
  }

  private static int port(ConfigurableApplicationContext gateway) {
    return ((WebServerApplicationContext) gateway).getWebServer().getPort();
  }

  private static void compare(
      String name,
      String query,
      String encoding,
      ConfigurableApplicationContext ready,
      ConfigurableApplicationContext full)
      throws IOException {
    byte[] request = request(query, encoding);
    int size;
    try (Load load = new Load(port(ready), request)) {
      load.round();
      load.round();
      size = load.size();
    }
    DisposableServer floor = floor(size);
    try (Load onReady = new Load(port(ready), request);
        Load onFull = new Load(port(full), request);
        Load onFloor = new Load(floor.port(), request)) {
      List<Load> loads = List.of(onFloor, onReady, onFull);
      for (Load load : loads) {
        load.run(WARM_UP);
      }
      double[] least = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < least.length; i++) {
          least[i] = Math.min(least[i], loads.get(i).run(ROUND));
        }
      }
      System.out.printf(
          "BENCH %-14s %-5s %7d bytes: floor %6.1f us, ready %6.1f us, full %8.1f us; ready/floor"
              + " %.2f, full/ready %.1f; hits %.0f%n",
          name,
          encoding.isEmpty() ? "" : "gzip",
          size,
          least[0],
          least[1],
          least[2],
          least[1] / least[0],
          least[2] / least[1],
          ready
              .getBean(MeterRegistry.class)
              .get("existgraph.ready")
              .tag("result", "hit")
              .counter()
              .count());
    } finally {
      floor.disposeNow();
    }
  }

  private static byte[] request(String query, String encoding) {
    String body = JsonMapper.shared().writeValueAsString(Map.of("query", query));
    String head =
        "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Token demo\r\nContent-Type:"
            + " application/json\r\nAccept: */*\r\n"
            + encoding
            + "Content-Length: ";
    return (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads the body, sends ready bytes.
  private static DisposableServer floor(int size) {
    byte[] out = new byte[size];
    return HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .handle(
            (request, response) ->
                request
                    .receive()
                    .aggregate()
                    .asString()
                    .flatMap(
                        _ ->
                            response
                                .header("content-type", "application/json")
                                .header("content-length", String.valueOf(size))
                                .sendByteArray(Mono.just(out))
                                .then()))
        .bindNow();
  }

  private static long cpu() {
    long sum = 0;
    for (var thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().matches("(reactor-http|parallel|bounded).*")) {
        sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }

  /// One client with a few connections.
  private static final class Load implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();
    private final List<InputStream> answers = new ArrayList<>();
    private final byte[] request;
    private int size;

    Load(int port, byte[] request) throws IOException {
      this.request = request;
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        answers.add(new BufferedInputStream(socket.getInputStream(), 1 << 17));
      }
    }

    /// Microseconds of CPU for each answer.
    double run(Duration length) throws IOException {
      long end = System.nanoTime() + length.toNanos();
      long before = cpu();
      int count = 0;
      while (System.nanoTime() < end) {
        round();
        count += CONNECTIONS;
      }
      return (cpu() - before) / 1e3 / count;
    }

    void round() throws IOException {
      for (Socket socket : sockets) {
        socket.getOutputStream().write(request);
      }
      for (InputStream answer : answers) {
        read(answer);
      }
    }

    private void read(InputStream in) throws IOException {
      int length = -1;
      boolean isChunked = false;
      String line = line(in);
      if (!line.contains(" 200 ")) {
        throw new IOException(line);
      }
      while (!(line = line(in)).isEmpty()) {
        String name = line.toLowerCase(java.util.Locale.ROOT);
        if (name.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
        isChunked |= name.startsWith("transfer-encoding: chunked");
      }
      if (isChunked) {
        int chunk;
        do {
          chunk = Integer.parseInt(line(in).strip(), 16);
          in.skipNBytes(chunk);
          line(in);
        } while (chunk > 0);
      } else {
        size = length;
        in.skipNBytes(length);
      }
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      int c;
      while ((c = in.read()) != '\n') {
        if (c < 0) {
          throw new IOException("hung up");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    int size() {
      return size;
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
