package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.SharedGateways.Reply;
import io.existgraph.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The server of the Compose profile `scale`, as its command starts it, and two instances with the
/// settings of that profile.
class ScaleProfileTest {
  private static final String DEMO = "Bearer demo";
  private static final String ALL =
      "{me{username attributes{name value} insights(first:3){nodes{text}} averages{overall}}}";

  @SuppressWarnings("unchecked")
  private static Map<String, Object> service(String name) throws IOException {
    Map<String, Object> compose = new Yaml().load(Files.readString(Path.of("docker/compose.yaml")));
    return ((Map<String, Map<String, Object>>) compose.get("services")).get(name);
  }

  /// With the default of each variable.
  private static String interpolated(Object text) {
    return text.toString().replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
  }

  @SuppressWarnings("unchecked")
  private static String[] serverOptions() throws IOException {
    return ((List<Object>) service("valkey").get("command"))
        .stream().skip(1).map(ScaleProfileTest::interpolated).toArray(String[]::new);
  }

  @SuppressWarnings("unchecked")
  private static String[] settings() throws IOException {
    Stream<String> shared =
        ((Map<String, Object>) service("instance").get("environment"))
            .entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("EXIST_REDIS_"))
                .filter(variable -> !variable.getKey().equals("EXIST_REDIS_URL"))
                .map(
                    variable ->
                        variable.getKey().toLowerCase(Locale.ROOT).replace('_', '.')
                            + "="
                            + interpolated(variable.getValue()));
    return shared.toArray(String[]::new);
  }

  @Test
  void theInstancesShareWhatTheyReadAndWrite() throws IOException {
    try (RedisServer server = RedisServer.start(serverOptions());
        SharedGateways instances = new SharedGateways(2, server, settings())) {
      assertThat(server.command("PING")).as("without a user").startsWith("-NOAUTH");
      Reply first = instances.instance(0).ask(DEMO, ALL).withoutErrors();
      instances.sent();
      Reply second = instances.instance(1).ask(DEMO, ALL).withoutErrors();
      assertThat(second.at("me")).isEqualTo(first.at("me"));
      assertThat(instances.sent()).isEmpty();
      String mutation = "mutation{acquireAttributes(attributes:[{name:\"mood\"}]){failedCount}}";
      instances.instance(1).ask(DEMO, mutation).withoutErrors();
      SharedGateways.until(
          () ->
              instances
                  .instance(0)
                  .ask(DEMO, "{ownedAttributes{name}}")
                  .body()
                  .contains("\"mood\""));
      instances.awaitUse();
    }
  }
}
