package io.existgraph;

import io.existgraph.credential.Credential;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.ActiveProfiles;

/// The whole gateway before the demo Exist. Every test begins at the same time, with an empty
/// memory, a full hour, and data that nobody has changed yet.
@ActiveProfiles("demo")
public abstract class GatewayTest extends GatewayOverHttp {
  protected static final SimulatorOptions EXIST =
      SimulatorOptions.DEFAULT.withLimitPerHour(100_000);
  private static final List<String> CALLERS = List.of("Token demo", "Token demo2", "Bearer demo");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Autowired protected ExistSimulator exist;

  @Value("${exist.api.version:v1}")
  private String version;

  @BeforeEach
  void begin() {
    exist.clearFaults();
    Awaitility.await("what was begun before, such as a refresh behind an answer")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> CALLERS.stream().allMatch(this::isIdle));
    clock.set(NOON);
    exist.options(EXIST);
    exist.discardWrites();
    caches.clear();
    forget(CALLERS.toArray(String[]::new));
    exist.clearRequests();
  }

  private boolean isIdle(String credential) {
    return caches.of(new Credential(credential).callerId()).inFlight().isEmpty();
  }

  protected Ask demo() {
    return as("Token demo");
  }

  /// The version of the API that is asked.
  protected String version() {
    return version;
  }

  /// What the paths of the API that is asked begin with.
  protected String api() {
    return "/api/" + version.substring(1) + "/";
  }

  /// The requests that Exist has seen since the last look.
  protected List<String> sent() {
    List<String> lines =
        exist.requests().stream().map(ExistSimulator.RecordedRequest::line).toList();
    exist.clearRequests();
    return lines;
  }
}
