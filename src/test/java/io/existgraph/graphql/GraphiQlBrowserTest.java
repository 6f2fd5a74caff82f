package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/// GraphiQL in a real browser: price, credential, status, links, and what a reload keeps.
@Order(1)
class GraphiQlBrowserTest extends BrowserTest {
  private static final By QUERY = By.cssSelector(".graphiql-query-editor .view-lines");
  private static final By VARIABLES =
      By.cssSelector("[aria-label=Variables] .graphiql-editor:not(.hidden) .view-lines");
  private static final By HEADERS =
      By.cssSelector("[aria-label=Headers] .graphiql-editor:not(.hidden) .view-lines");
  private static final By RUN = By.className("graphiql-execute-button");
  private static final By ANSWER = By.cssSelector(".result-window .view-lines");
  private static final By PRICE = By.className("price");
  private static final By STATUS = By.className("status");
  private static final By FRONT = By.cssSelector(".graphiql-tab-active button");
  private static final By CREDENTIAL = By.cssSelector("select[aria-label=Credential]");
  private static final By OWN = By.cssSelector("input[aria-label='Own token']");
  private static final By READY = By.cssSelector("button[aria-label='Show Ready operations']");
  private static final Map<String, String> MARKS =
      Map.of(
          "curl", "curl 'http", "fetch", "await fetch(", "Apollo", "ApolloClient", "urql", "@urql");

  @BeforeEach
  void opensThePage() {
    openPage("graphiql");
    browser.text(QUERY, "Dashboard");
  }

  private static void openTab(String name) {
    browser.click(By.cssSelector("button[title=" + name + "]"));
    browser.text(QUERY, name);
  }

  private static JsonNode run() {
    browser.click(RUN);
    browser.text(ANSWER, "\"data\"");
    return browser.answer();
  }

  @Test
  void thePriceStandsBesideRunAndTheCostBelowTheAnswer() throws IOException {
    clock.set(Instant.now()); // the browser shows the age by its own clock
    assertThat(browser.text(PRICE, "left")).matches("4 requests,\\s280 left");
    assertThat(sent()).isEmpty();
    run();
    assertThat(browser.text(STATUS, "ms"))
        .contains("4 requests", "0 cached", "fresh", "age", "296 of 300 left");
    browser.text(PRICE, "0 requests,\\s276 left");
    browser.click(READY);
    browser.picture(PICTURES.resolve("graphiql.png"));
    assertThat(browser.barriers(".price,.status,.token-field,.home,.ready")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.path("url").asString()).startsWith(origin()));
  }

  @Test
  void tabsThatWriteComeWithACredentialThatMay() {
    assertThat(browser.value(CREDENTIAL)).isEqualTo("reader");
    openTab("WriteMood");
    assertThat(browser.value(CREDENTIAL)).isEqualTo("writer");
    assertThat(run().at("/data/updateAttributes/failedCount").asInt(-1)).isZero();
    assertThat(lastAuthorization()).isEqualTo("Bearer demo");
    openTab("Today");
    run();
    assertThat(lastAuthorization()).isEqualTo("Token demo");
  }

  @Test
  void anOwnTokenHoldsForEveryTabAndAHeaderReplacesIt() {
    browser.select(CREDENTIAL, "own");
    browser.type(OWN, "Token demo2");
    assertThat(run().at("/data/me/username").asString()).isEqualTo("demo2");
    openTab("Today");
    run();
    assertThat(lastAuthorization()).isEqualTo("Token demo2");
    browser.click(By.cssSelector("button[data-name=headers]"));
    browser.text(HEADERS, "Authorization");
    browser.typeOver(HEADERS, "{\"Authorization\": \"Bearer demo\"}");
    run();
    assertThat(lastAuthorization()).isEqualTo("Bearer demo");
  }

  @Test
  void aReloadKeepsThemeAndTabsButNeitherTokenNorVariables() {
    browser.select(CREDENTIAL, "own");
    browser.type(OWN, "Token demo2");
    openTab("YearOfOneAttribute");
    browser.typeOver(VARIABLES, "{\"attribute\": \"floors\"}");
    browser.click(By.cssSelector("button[aria-label='Open settings dialog']"));
    browser.click(By.xpath("//button[text()='Dark']"));
    browser.press(Keys.ESCAPE);
    run();
    assertThat(browser.storage())
        .contains("graphiql:theme", "exist-graph:tabs")
        .doesNotContain("demo2", "floors");
    browser.reload();
    browser.text(QUERY, "YearOfOneAttribute");
    assertThat(browser.count(By.cssSelector("body.graphiql-dark"))).isEqualTo(1);
    assertThat(browser.value(CREDENTIAL)).isEqualTo("reader");
    assertThat(browser.text(VARIABLES, "^\\s*$")).isBlank();
    assertThat(browser.count(By.cssSelector("[role=tab], .graphiql-tab"))).isGreaterThan(5);
  }

  @Test
  void aLinkHoldsOperationAndVariablesAndNoToken() {
    openTab("YearOfOneAttribute");
    browser.typeOver(VARIABLES, "{\"attribute\": \"floors\"}");
    browser.click(By.cssSelector("button[aria-label^='Copy a link']"));
    String link = browser.clipboard("#query=");
    assertThat(link).startsWith(origin() + "graphiql#query=").doesNotContain("demo");
    browser.open(link);
    assertThat(browser.text(VARIABLES, "floors")).contains("\"attribute\"");
    assertThat(browser.text(FRONT, "\\w")).isEqualTo("YearOfOneAttribute");
    assertThat(run().at("/data/me/attribute/label").asString()).isEqualTo("Floors");
  }

  @Test
  void anOperationIsCopiedAsCode() {
    for (String kind : MARKS.keySet()) {
      browser.click(By.cssSelector("button[aria-label='Copy as code']"));
      browser.click(By.xpath("//*[@role='menuitem'][. = 'Copy as " + kind + "']"));
      assertThat(browser.clipboard(MARKS.get(kind)))
          .contains("query Dashboard", "Token demo", "/graphql");
    }
  }

  @Test
  void readyOperationsAreGroupedByTask() throws IOException {
    browser.click(READY);
    assertThat(browser.texts(By.cssSelector(".ready h3")))
        .containsExactlyInAnyOrder("READ", "EXPLORE", "WRITE", "SIGN IN");
    try (var files = Files.list(Path.of("schema/operations"))) {
      assertThat(browser.texts(By.cssSelector(".ready strong")))
          .doesNotHaveDuplicates()
          .hasSize((int) files.count())
          .containsSubsequence("Dashboard", "AttributePage", "Acquire", "WriteMood", "SignIn")
          .containsSubsequence("SignIn", "ExchangeCode", "RefreshToken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"graphiql", "graphiql/"})
  void worksBehindAPathPrefix(String page) throws Exception {
    try (var proxy = PrefixProxy.start(folder, "/apps/exist/", gatewayPort())) {
      browser.open(proxy.address() + page);
      browser.text(PRICE, "left");
      assertThat(run().at("/data/me/username").asString()).isEqualTo("demo");
      browser.open(proxy.address());
      browser.text(By.tagName("h1"), "Demi");
      browser.click(By.linkText("GraphiQL"));
      browser.text(PRICE, "left");
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allSatisfy(
              request -> assertThat(request.path("url").asString()).startsWith(proxy.address()));
    }
  }

  private static String lastAuthorization() {
    return browser.requests().stream()
        .filter(request -> request.path("url").asString().endsWith("/graphql"))
        .filter(request -> !request.path("headers").toString().contains("-explain"))
        .toList()
        .getLast()
        .path("headers")
        .properties()
        .stream()
        .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
        .map(header -> header.getValue().asString())
        .findFirst()
        .orElse("");
  }
}
