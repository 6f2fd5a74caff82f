package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The quick check scripts of the rig, and what they have to print: real Django REST framework
/// behind the gateway. [DjangoChecks] has the others.
@Order(2)
class DjangoChecksTest {
  private static final int ORDERS = 2;

  @TempDir private Path folder;

  @BeforeEach
  void canRun() throws IOException, InterruptedException {
    String obstacle = DjangoExist.obstacle();
    assumeTrue(obstacle == null, obstacle);
  }

  private DjangoCheck check(String version, String script, String... words)
      throws IOException, InterruptedException {
    return DjangoCheck.run(folder, Map.of("EXIST_API_VERSION", version), script, words);
  }

  /// Token authentication first answers 401, session authentication first answers 403.
  @Test
  void deadAndWeakCredentialsAreDistinguished() throws IOException, InterruptedException {
    DjangoCheck check = check("v1", "err");
    for (String dead : List.of("bad Token", "inactive Token", "bad Bearer", "expired Bearer")) {
      assertThat(check.after(dead + " "))
          .hasSize(ORDERS)
          .allSatisfy(line -> assertThat(line).contains("['UNAUTHENTICATED']"));
    }
    assertThat(check.after("no scope "))
        .hasSize(ORDERS)
        .allSatisfy(line -> assertThat(line).contains("['FORBIDDEN']"));
    for (String write : List.of("write bad Bearer ", "write expired ")) {
      assertThat(check.after(write))
          .hasSize(ORDERS)
          .allSatisfy(line -> assertThat(line).contains("REJECTED", "UNAUTHENTICATED"));
    }
    for (String write : List.of("write Token ", "write read-only ")) {
      assertThat(check.after(write))
          .hasSize(ORDERS)
          .allSatisfy(line -> assertThat(line).contains("REJECTED", "FORBIDDEN"));
    }
    assertThat(check.after("write ok "))
        .hasSize(ORDERS)
        .allSatisfy(line -> assertThat(line).contains("APPLIED"));
    assertThat(check.after("revoked, history from memory:"))
        .hasSize(ORDERS)
        .allSatisfy(line -> assertThat(line).contains("'cached': 0", "UNAUTHENTICATED"));
    assertThat(check.after("cookies sent: 0 ")).hasSize(ORDERS);
  }

  @Test
  void aRenewalWhoseAnswerIsLostHasAnUnknownOutcome() throws IOException, InterruptedException {
    DjangoCheck check = check("v1", "refresh");
    assertThat(check.after("refresh, worker dies after its commit:"))
        .singleElement()
        .asString()
        .contains("WRITE_OUTCOME_UNKNOWN", "'retryable': False", "'upstreamStatus': 502");
    assertThat(check.after("retried as told:"))
        .singleElement()
        .asString()
        .contains("INVALID_GRANT");
    assertThat(check.after("no nginx:"))
        .singleElement()
        .asString()
        .contains("WRITE_OUTCOME_UNKNOWN", "'retryable': False")
        .doesNotContain("upstreamStatus");
  }

  @Test
  void everyItemOfARefusedListHasItsOwnReason() throws IOException, InterruptedException {
    DjangoCheck check = check("v1", "misc", "strict");
    assertThat(check.after("[('POST', '/api/"))
        .singleElement()
        .asString()
        .contains("This field may not be blank.", "Exist refused the whole request")
        .containsOnlyOnce("'REJECTED'");
  }
}
