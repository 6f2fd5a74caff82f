package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.NpmProject.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The clients and tools that front-end developers bring, before the started gateway. What each of
/// them does is told in `src/test/clients`.
class ClientsTest extends GatewayTest {
  @LocalServerPort private int port;

  @BeforeAll
  static void install() throws IOException {
    NpmProject.install();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"apollo.mjs", "urql.mjs"})
  void aClientReadsWritesAndSeesWhatItWrote(String script) {
    assertRuns(NpmProject.run("node", script, address()));
  }

  @Test
  void relayCompilesItsDocumentsPagesAndRefetches() {
    assertRuns(NpmProject.run("node", "schema.mjs", address()));
    assertRuns(NpmProject.runTool("relay-compiler"));
    assertRuns(NpmProject.run("node", "relay.mjs", address()));
  }

  @Test
  void codegenMakesTypedHooksOfTheReadyOperations() {
    assertRuns(NpmProject.runTool("graphql-codegen", "--config", "codegen.yml"));
    assertRuns(NpmProject.runTool("tsc", "--project", "."));
  }

  @Test
  void theSchemaAndTheOperationsPassTheRecommendedAndTheRelayRules() {
    assertRuns(NpmProject.runTool("eslint", "--max-warnings=0", "schema"));
  }

  @Test
  void theSnippetsOfTheSchemasReadmeWork() throws IOException {
    String readme = Files.readString(Path.of("schema/README.md"));
    assertThat(readme).contains(Files.readString(Path.of("src/test/clients/codegen.yml")));
    String fetch = readme.substring(readme.indexOf("```js\n") + 6);
    fetch = fetch.substring(0, fetch.indexOf("```"));
    assertThat(fetch).contains("http://localhost:8080/graphql");
    String script = fetch.replace("http://localhost:8080/graphql", address());
    Ran ran = NpmProject.run("node", "--input-type=module", "--eval", script);
    assertThat(ran.output()).matches("[1-9] undefined \\d\n");
  }

  private String address() {
    return "http://127.0.0.1:" + port + "/graphql";
  }

  private static void assertRuns(Ran ran) {
    assertThat(ran.exit()).as(ran.output()).isZero();
  }
}
