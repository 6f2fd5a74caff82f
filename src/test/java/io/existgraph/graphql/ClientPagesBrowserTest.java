package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.existgraph.NpmProject;
import io.existgraph.NpmProject.Ran;
import io.existgraph.simulator.ExistSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All ready operations as components of one page, with the settings of `schema/clients.md`: each
/// is sent once, nothing is on the console, and a write changes what all of them show.
@ResourceLock("npm")
@Order(13)
class ClientPagesBrowserTest extends BrowserTest {
  private static final Pattern NAME = Pattern.compile("query (\\w+)");

  private static HttpServer site;

  @AfterAll
  static void stopsTheSite() {
    if (site != null) {
      site.stop(0);
      site = null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"apollo", "urql"})
  void eachOperationIsSentOnceAndFollowsAWrite(String client) throws IOException {
    open(client);
    assertThat(browser.awaits("settled()")).isEqualTo("[]");
    List<String> first = posted();
    assertThat(first).containsExactlyInAnyOrderElementsOf(queries());
    assertThat(
            browser.awaits(
                "write('WriteMood', {mood: %d, note: 'Changed by %s'})"
                    .formatted(client.length() - 2, client)))
        .isEqualTo("[]");
    List<String> all = posted();
    assertThat(all.subList(first.size(), all.size())).contains("WriteMood").doesNotHaveDuplicates();
  }

  private void open(String client) throws IOException {
    if (site == null) {
      NpmProject.install();
      startBrowser();
      String gateway = "http://localhost:" + gatewayPort() + "/graphql";
      assertRuns(NpmProject.run("node", "snippets.mjs", gateway));
      assertRuns(NpmProject.run("node", "pages.mjs", gateway, variables()));
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      site =
          SimpleFileServer.createFileServer(
              address, Path.of("target/clients/site").toAbsolutePath(), OutputLevel.NONE);
      site.start();
    }
    browser.open("http://localhost:" + site.getAddress().getPort() + "/" + client + ".html");
  }

  private String variables() {
    String id = demoThatWrites("{me{attribute(name:\"steps\"){id}}}");
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "SeeAgain",
                Map.of("id", id),
                "SignIn",
                Map.of(
                    "clientId",
                    ExistSimulator.CLIENT_ID,
                    "redirectUri",
                    "http://localhost:8080/graphiql",
                    "state",
                    "s")));
  }

  private String demoThatWrites(String document) {
    return as("Bearer demo").query(document).at("me/attribute/id").asString();
  }

  /// The operations that the page has sent, not those that it compares with.
  private static List<String> posted() {
    return browser.requests().stream()
        .filter(request -> request.path("method").asString().equals("POST"))
        .filter(request -> request.path("url").asString().endsWith("/graphql"))
        .map(request -> JsonMapper.shared().readTree(request.path("postData").asString()))
        .map((JsonNode body) -> body.path("operationName").asString())
        .toList();
  }

  private static List<String> queries() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schema/operations"))) {
      return files
          .map(ClientPagesBrowserTest::text)
          .filter(text -> text.contains("(v1)"))
          .flatMap(text -> NAME.matcher(text).results().limit(1))
          .map(found -> found.group(1))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void assertRuns(Ran ran) {
    assertThat(ran.exit()).as(ran.output()).isZero();
  }
}
