package io.existgraph;

import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What others notice of an attack, of ten times the load and of slow clients. The gateway has a
/// process of its own with the flags of the image; its clients, and Exist, share the machine with
/// it. Prints what it measures. Run it by its name: `mvn test -Dtest=LoadBench`.
class LoadBench {
  private static final Duration LENGTH = Duration.ofSeconds(20);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int PLACES = 200;
  private static final String ME = "{me{username}}";
  private static final String BEGUN =
      "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: 99\r\n\r\n{";

  private ExistSimulator exist;
  private Program gateway;

  @BeforeEach
  void start() throws IOException {
    exist =
        ExistSimulator.start(
            InstantSource.system(), SimulatorOptions.DEFAULT.withLimitPerHour(1_000_000));
    gateway = Program.gatewayOfTheClassPath(exist.address(), "--exist.budget.limit=1000000");
    measure(Duration.ofSeconds(5), new Latencies(), new Latencies()); // warms both up
  }

  @AfterEach
  void stop() {
    gateway.close();
    exist.close();
  }

  private void latency(Duration latency) {
    exist.options(SimulatorOptions.DEFAULT.withLimitPerHour(1_000_000).withLatency(latency));
  }

  /// One caller who asks for what is remembered, and for the same afresh.
  private void measure(Duration length, Latencies remembered, Latencies afresh) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      remembered.of(() -> gateway.ask(ME, "Token demo2"));
      afresh.of(() -> gateway.askAfresh(ME, "Token demo2"));
    }
  }

  @Test
  void whatABystanderNoticesOfAnAttack() {
    latency(Duration.ofMillis(50));
    report("at rest", 0, Duration.ZERO);
    report("25 hostile clients that pause", 25, Duration.ofMillis(500));
    report("6 hostile clients at full speed", 6, Duration.ZERO);
  }

  private void report(String name, int clients, Duration pause) {
    Latencies remembered = new Latencies();
    Latencies afresh = new Latencies();
    int sent;
    try (Attack attack = new Attack(gateway, "Token demo", clients, pause)) {
      measure(LENGTH, remembered, afresh);
      sent = attack.sent();
    }
    System.out.printf("%s (%d rounds), a bystander's requests:%n", name, sent);
    System.out.printf("  remembered: %s%n", remembered);
    System.out.printf("  afresh, 50 ms of it Exist's: %s%n", afresh);
  }

  @Test
  void whatIsDoneAtTenTimesTheLoad() {
    latency(Duration.ofSeconds(1));
    for (int clients : new int[] {PLACES, 10 * PLACES}) {
      Latencies done = new Latencies();
      Latencies refused = new Latencies();
      run(clients, done, refused);
      System.out.printf(
          "%d clients: %d answered in %d s: %s%n", clients, done.count(), LENGTH.toSeconds(), done);
      System.out.printf("  refused: %s%n", refused);
    }
  }

  private void run(int clients, Latencies done, Latencies refused) {
    long end = System.nanoTime() + LENGTH.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        threads.execute(
            () -> {
              while (System.nanoTime() < end) {
                long start = System.nanoTime();
                int status = gateway.askAfresh(ME, "Token demo");
                long took = System.nanoTime() - start;
                if (status == 200) {
                  done.add(took);
                } else {
                  refused.add(took);
                  LockSupport.parkNanos(RETRY_AFTER.toNanos());
                }
              }
            });
      }
    }
  }

  @Test
  void whatOthersNoticeOfSlowClients() throws IOException {
    List<Socket> slow = new ArrayList<>();
    Latencies others = new Latencies();
    try {
      for (int i = 0; i < 2_000; i++) {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        String said = List.of("", "POST /graphql HTT", BEGUN).get(i % 3);
        socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      while (System.nanoTime() < end) {
        others.of(() -> gateway.ask(ME, "Token demo2"));
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    System.out.printf("beside 2,000 slow clients: %s%n", others);
  }
}
