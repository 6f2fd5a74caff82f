package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

class GraphiQlPageTest {
  private final WebTestClient gateway =
      WebTestClient.bindToRouterFunction(new GraphiQlPage().graphiQl(true, new MockEnvironment()))
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"/graphiql", "/graphiql/"})
  void showsThePageUnderAPolicyThatAllowsNobodyElse(String path) {
    var page = built(path);
    assertThat(page.getResponseHeaders().getFirst("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("http", "*", "unsafe-eval");
    assertThat(page.getResponseHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.getResponseHeaders().getFirst("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
  }

  @Test
  void letsBrowsersKeepWhatIsNamedByItsContent() {
    var script = Pattern.compile("/graphiql/assets/[^\"]+\\.js").matcher(html(built("/graphiql")));
    assertThat(script.find()).isTrue();
    gateway
        .get()
        .uri(script.group())
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Cache-Control", "public, max-age=31536000, immutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/graphiql/index.html", "/graphiql/assets", "/graphiql/assets/none.js"})
  void hasNothingElse(String path) {
    gateway.get().uri(path).exchange().expectStatus().isNotFound();
  }

  @Test
  void isAwayWhenSwitchedOff() {
    WebTestClient.bindToRouterFunction(new GraphiQlPage().graphiQl(false, new MockEnvironment()))
        .build()
        .get()
        .uri("/graphiql")
        .exchange()
        .expectStatus()
        .isNotFound();
  }

  private EntityExchangeResult<byte[]> built(String path) {
    assumeTrue(
        new ClassPathResource("static/graphiql/index.html").exists(),
        "The page is not built: there was no Node.js");
    return gateway.get().uri(path).exchange().expectStatus().isOk().expectBody().returnResult();
  }

  private static String html(EntityExchangeResult<byte[]> page) {
    return new String(page.getResponseBodyContent());
  }
}
