package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The dashboard over HTTP: its policy, its weight, and what it shows about the gateway.
class DashboardPageTest {
  private static final int MAX_COMPRESSED_BYTES = 250 * 1024;

  private final MockEnvironment environment = new MockEnvironment();

  @BeforeEach
  void isBuilt() {
    BuiltPages.assumeBuilt();
  }

  private String page() {
    var page = gateway(true).get().uri("/").exchange().expectStatus().isOk().expectBody();
    return new String(page.returnResult().getResponseBodyContent(), StandardCharsets.UTF_8);
  }

  private WebTestClient gateway(boolean enabled) {
    return WebTestClient.bindToRouterFunction(new DashboardPage().dashboard(enabled, environment))
        .build();
  }

  @Test
  void runsUnderAPolicyThatAllowsNobodyElseAndNothingInline() {
    gateway(true)
        .get()
        .uri("/")
        .exchange()
        .expectHeader()
        .value(
            "Content-Security-Policy",
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .doesNotContain("http", "*", "unsafe"));
    assertThat(page()).doesNotContain("<style", "style=", "onclick");
  }

  @Test
  void linksRelativelyToAssetsThatBrowsersKeep() {
    List<String> links =
        Pattern.compile("(?:src|href)=\"([^\"]+)\"")
            .matcher(page())
            .results()
            .map((MatchResult link) -> link.group(1))
            .toList();
    assertThat(links).hasSizeGreaterThan(2).allMatch(link -> link.startsWith("./assets/"));
    links.forEach(
        link ->
            gateway(true)
                .get()
                .uri(link.substring(1))
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Control", "public, max-age=31536000, immutable"));
  }

  @Test
  void weighsAtMost250KilobytesCompressed() throws IOException {
    int bytes = 0;
    for (Resource file :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath:static/dashboard/**/*.*")) {
      bytes += compressed(file.getContentAsByteArray());
    }
    assertThat(bytes).isBetween(50 * 1024, MAX_COMPRESSED_BYTES);
  }

  private static int compressed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.size();
  }

  @Test
  void isToldWhatTheGatewayHas() {
    assertThat(page()).contains("<meta name=\"exist-graph\" content=\"v1\" />");
    environment
        .withProperty("exist.oauth.client-id", "id")
        .withProperty("exist.api.version", "v2")
        .setActiveProfiles("demo");
    assertThat(page()).contains("<meta name=\"exist-graph\" content=\"demo sign-in v2\" />");
  }

  @Test
  void isAwayWhenSwitchedOff() {
    gateway(false).get().uri("/").exchange().expectStatus().isNotFound();
    gateway(true).get().uri("/dashboard/index.html").exchange().expectStatus().isNotFound();
  }
}
