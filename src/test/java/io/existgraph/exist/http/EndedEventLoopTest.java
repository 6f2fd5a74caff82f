package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.LogLines;
import io.existgraph.RawExist;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// A connection to Exist after the end of the event loops, such as while the gateway stops.
@Isolated("reads the log")
class EndedEventLoopTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Test
  void itsConnectionsAreClosedQuietly() throws IOException {
    LoopResources loops = LoopResources.create("ended", 1, true);
    ConnectionProvider pool = ConnectionProvider.create("ended", 1);
    HttpClient http = HttpClient.create(pool).runOn(loops);
    try (RawExist exist = new RawExist(_ -> RawExist.json(200, "{}"))) {
      assertThat(http.get().uri(exist.address()).response().block(LONGEST)).isNotNull();
      loops.disposeLater(Duration.ZERO, LONGEST).block(LONGEST);
      try (LogLines log = new LogLines()) {
        new CallerConnection(null, WebClient.create(), pool).close();
        assertThat(log.lines()).noneMatch(line -> line.contains("RejectedExecutionException"));
      }
    }
  }
}
