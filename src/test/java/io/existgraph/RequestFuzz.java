package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// Random requests over real HTTP, with the demo as Exist, for `fuzz.minutes` from `fuzz.seed`:
/// none is answered by a defect, logged, or costs more than its size. Run it by its name: `mvn test
/// -Dtest=RequestFuzz -Dfuzz.minutes=5`. A seed that finds something is added to
/// [FoundRequestsTest].
class RequestFuzz extends GatewayTest {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double MINUTES = Double.parseDouble(System.getProperty("fuzz.minutes", "2"));
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int WARM_UP = 1_000;
  private static final long MAX_LIVENESS_MILLIS = 250;
  private static final int MAX_WAIT_MILLIS = 2_000;
  private static final long MAX_MILLIS = 1_000;
  private static final int REPEATS = 3;
  private static final double MAX_MILLIS_PER_BYTE = 0.01;

  @Autowired private GraphQlSource source;

  /// The CPU time of the process is the gateway's, this client's and the demo's, who are idle
  /// between requests.
  @Test
  void noRequestIsADefectOrCostsMoreThanItsSize() throws IOException {
    System.out.println("fuzz.seed=" + SEED);
    RandomRequests requests = new RandomRequests(source.schema(), new Random(SEED));
    long end = System.nanoTime() + (long) (MINUTES * TimeUnit.MINUTES.toNanos(1));
    int sent = 0;
    double most = 0;
    try (LogLines log = new LogLines()) {
      for (; System.nanoTime() < end; sent++) {
        String request = requests.next();
        long before = PROCESS.getProcessCpuTime();
        String answer = send(gatewayPort(), request);
        double millis = (PROCESS.getProcessCpuTime() - before) / 1e6;
        check(request, answer, log, sent);
        if (sent > WARM_UP) {
          double bound = MAX_MILLIS + MAX_MILLIS_PER_BYTE * request.length();
          double least = millis < bound ? millis : Math.min(millis, leastMillis(request));
          most = Math.max(most, least);
          int number = sent;
          assertThat(least)
              .as(() -> "CPU of request %d, see %s".formatted(number, keep(request, number)))
              .isLessThan(bound);
        }
      }
    }
    System.out.printf("%d requests, the dearest took %.0f ms of CPU%n", sent, most);
  }

  /// The CPU time of the same request when it is repeated: a compiler or collector may have run
  /// beside it the first time.
  private double leastMillis(String request) throws IOException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long before = PROCESS.getProcessCpuTime();
      send(gatewayPort(), request);
      least = Math.min(least, (PROCESS.getProcessCpuTime() - before) / 1e6);
    }
    return least;
  }

  private void check(String request, String answer, LogLines log, int sent) throws IOException {
    String what = "request " + sent + " of seed " + SEED;
    FoundRequestsTest.check(what, request, answer);
    assertThat(log.lines())
        .as(what)
        .noneMatch(line -> line.contains(RandomRequests.CANARY) || line.startsWith("ERROR"));
    log.forget();
    long start = System.nanoTime();
    String liveness =
        send(
            gatewayPort(),
            "GET /actuator/health/liveness HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(liveness).startsWith("HTTP/1.1 200 ");
    if (sent > WARM_UP) {
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .as(what)
          .isLessThan(MAX_LIVENESS_MILLIS);
    }
  }

  /// The file that holds the request.
  private static Path keep(String request, int sent) {
    try {
      Path file = Path.of("target", "fuzz-" + SEED + "-" + sent + ".txt");
      return Files.writeString(file, request, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The answer; none where the gateway hangs up, or waits for more of the request.
  static String send(int port, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(MAX_WAIT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException | SocketTimeoutException cutOff) {
      return "";
    }
  }
}
