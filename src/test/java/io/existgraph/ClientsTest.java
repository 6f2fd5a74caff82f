package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.NpmProject.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// The clients and tools that front-end developers bring, before the started gateway. What each of
/// them does is described in `src/test/clients`.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("npm")
@TestPropertySource(
    properties = "spring.application.name=exist-graph-clients") // a context of its own
@Order(6)
class ClientsTest extends GatewayTest {
  @LocalServerPort private int port;

  @BeforeAll
  static void install() throws IOException {
    NpmProject.install();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"apollo.mjs", "urql.mjs", "batch.mjs"})
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
  void codegenReadsTheSchemaByUrlAndByFileWithBothVersionsOfGraphQl() {
    assertRuns(NpmProject.run("node", "snippets.mjs", address()));
    assertRuns(NpmProject.runTool("graphql-codegen", "--config", "snippets/codegen-url.yml"));
    assertRuns(NpmProject.runToolOf17("graphql-codegen", "--config", "codegen-url.yml"));
    assertRuns(NpmProject.runToolOf17("graphql-codegen", "--config", "codegen.yml"));
  }

  static List<String> snippets() throws IOException {
    return Pattern.compile("^```\\w+ ([\\w.-]+)$", Pattern.MULTILINE)
        .matcher(Files.readString(Path.of("schema/clients.md")))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.equals("codegen-url.yml"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snippets")
  void aSnippetWorksAsItStandsInTheFile(String name) {
    assertRuns(NpmProject.run("node", "snippets.mjs", address()));
    assertRuns(NpmProject.run("node", "snippet-checks.mjs", address(), name));
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
