package io.existgraph.exist.http;

import io.existgraph.RawExist;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.resources.ConnectionProvider;

/// What a pool for each credential costs beside one for all: connections, memory, and the time of
/// requests. Exist has a process of its own. Prints what it measures. Run it by its name: `mvn test
/// -Dtest=ConnectionsBench`.
class ConnectionsBench {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int CALLERS = 1_000;
  private static final int AT_ONCE = 50;
  private static final String OPEN = "/open";

  private final ConnectionFactory factory = new ConnectionFactory(LONGEST, LONGEST);

  /// Answers with the number of its open connections.
  public static final class Exist {
    private static RawExist exist;

    public static void main(String[] arguments) throws IOException {
      exist = new RawExist(_ -> RawExist.json(200, "[" + exist.open() + "]"));
      System.out.println(exist.address());
      System.in.transferTo(System.err); // until the bench ends
    }
  }

  @Test
  void whatAPoolForEachCredentialCosts() throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = System.getProperty("java.home") + "/bin/java";
    Process process =
        new ProcessBuilder(java, "-cp", classes, Exist.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      URI exist = URI.create(lines.readLine());
      for (int i = 0; i < 2; i++) { // the first time warms both up
        measure(exist, "one pool for all", this::shared);
        measure(exist, "a pool for each", factory::open);
      }
    } finally {
      process.destroy();
    }
  }

  private final ConnectionProvider all =
      ConnectionProvider.builder("all").maxConnections(256).maxIdleTime(LONGEST).build();

  private CallerConnection shared(CallerId owner) {
    return new CallerConnection(
        owner, factory.client(all, true), ConnectionProvider.create("none", 1));
  }

  private void measure(URI exist, String name, Function<CallerId, CallerConnection> opening) {
    var connections = new CallerConnections(opening, CallerConnections.MAX_IDLE);
    ExistWebClient wire = new ExistWebClient(() -> exist, LONGEST, Instant::now, connections);
    long heap = heap();
    long resident = resident();
    long[] cold = times(wire);
    int open = open(wire);
    System.out.printf(
        "%s, %,d callers, %d at once: %d connections, heap %+,d KB, resident %+,d KB%n",
        name, CALLERS, AT_ONCE, open, (heap() - heap) / 1024, resident() - resident);
    System.out.printf("  first requests: %s%n", percentiles(cold));
    System.out.printf("  again:          %s%n", percentiles(times(wire)));
    System.out.printf("  one at a time:  %s%n", percentiles(alone(wire, 1_000, i -> "x" + i)));
    System.out.printf("  one caller:     %s%n", percentiles(alone(wire, 1_000, _ -> "y")));
    LockSupport.parkNanos(CallerConnections.MAX_IDLE.plusSeconds(2).toNanos());
    System.out.printf(
        "  after %d s: %d kept, heap %+,d KB%n",
        CallerConnections.MAX_IDLE.toSeconds() + 2, connections.count(), (heap() - heap) / 1024);
    all.disposeLater().block(LONGEST);
  }

  private static ExistRequest call(String token) {
    return ExistRequest.get(new Credential("Token " + token), OPEN);
  }

  private static int open(ExistWebClient wire) {
    String port = wire.send(call("t1")).block(LONGEST).json().elements().getFirst().asString();
    return Integer.parseInt(port);
  }

  private static long[] times(ExistWebClient wire) {
    return Flux.range(0, CALLERS)
        .flatMap(number -> wire.send(call("t" + number)).timed(), AT_ONCE)
        .map(timed -> timed.elapsed().toNanos())
        .collectList()
        .block(LONGEST)
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  private static long[] alone(ExistWebClient wire, int requests, IntFunction<String> token) {
    long[] times = new long[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      var _ = wire.send(call(token.apply(i))).block(LONGEST);
      times[i] = System.nanoTime() - start;
    }
    return times;
  }

  private static String percentiles(long[] times) {
    Arrays.sort(times);
    return "p50 %,d us, p90 %,d us, p99 %,d us"
        .formatted(at(times, 50), at(times, 90), at(times, 99));
  }

  private static long at(long[] sorted, int percent) {
    return TimeUnit.NANOSECONDS.toMicros(sorted[sorted.length * percent / 100]);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// In kilobytes; 0 where it is not known.
  private static long resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException unknown) {
      return 0;
    }
  }
}
