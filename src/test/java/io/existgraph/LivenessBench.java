package io.existgraph;

import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// How fast liveness answers beside 16 clients that send one kind of hostile request each, on two
/// processors and with the heap of the image. Prints the CPU time of each request too. Run it by
/// its name: `mvn test -Dtest=LivenessBench`.
class LivenessBench {
  private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm", 2));
  private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("bench.seconds", 3));
  private static final int CLIENTS = 16;
  private static final long MAX_MILLIS = 250;

  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void livenessAnswersBesideEachKindOfHostileRequest() throws IOException {
    SoftAssertions all = new SoftAssertions();
    try (ExistSimulator exist =
            ExistSimulator.start(
                InstantSource.system(), SimulatorOptions.DEFAULT.withLimitPerHour(1_000_000));
        Program gateway =
            Program.gatewayOfTheClassPath(exist.address(), "--exist.budget.limit=1000000")) {
      measure(gateway, HostileRequests.CREDENTIALS, WARM_UP.multipliedBy(4)); // a process in use
      for (HostileRequests kind : HostileRequests.values()) {
        measure(gateway, kind, WARM_UP);
        Latencies liveness = measure(gateway, kind, LENGTH);
        all.assertThat(liveness.longestMillis()).as(kind.name()).isLessThan(MAX_MILLIS);
      }
      all.assertThat(gateway.process().isAlive()).isTrue();
      all.assertThat(gateway.printed()).doesNotContain("OutOfMemory", " ERROR ");
    }
    all.assertAll();
  }

  private Latencies measure(Program gateway, HostileRequests kind, Duration length) {
    Latencies liveness = new Latencies();
    long end = System.nanoTime() + length.toNanos();
    Duration before = cpu(gateway);
    sent.set(0);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> attack(gateway, kind, end));
      }
      while (System.nanoTime() < end) {
        liveness.of(() -> gateway.status("/actuator/health/liveness"));
      }
    }
    double millis = (cpu(gateway).toNanos() - before.toNanos()) / 1e6 / Math.max(1, sent.get());
    System.out.printf(
        "%-16s %,8d bytes, %5d sent, %7.1f ms of CPU each; liveness %s%n",
        kind, kind.body().length(), sent.get(), millis, liveness);
    return liveness;
  }

  private void attack(Program gateway, HostileRequests kind, long end) {
    while (System.nanoTime() < end) {
      String credential =
          kind == HostileRequests.CREDENTIALS ? "Token made-up-" + sent.get() : "Token demo";
      gateway.send(kind.body(), credential);
      sent.incrementAndGet();
    }
  }

  private static Duration cpu(Program gateway) {
    return gateway.process().info().totalCpuDuration().orElseThrow();
  }
}
