package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A gateway without `exist.redis.url` needs no class of the client library: it runs without its
/// jars.
@Order(21)
class WithoutRedisTest {
  @Test
  void aGatewayRunsWithoutTheClientLibrary() throws IOException {
    String whole =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String classes =
        Arrays.stream(whole.split(File.pathSeparator))
            .filter(entry -> !entry.contains("lettuce") && !entry.contains("redis-authx"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classes).isNotEqualTo(whole);
    List<String> command =
        List.of("java", Program.C1, "-cp", classes, ExistGraphApplication.class.getName());
    try (Program gateway = Program.gateway(command, "--spring.profiles.active=demo")) {
      assertThat(gateway.ask("{me{username}}", "Token demo")).isEqualTo(200);
    }
  }
}
