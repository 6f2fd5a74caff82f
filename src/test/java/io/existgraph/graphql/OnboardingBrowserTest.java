package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.existgraph.GatewayTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/// A user is signed in with nothing but the page: they are sent to Exist, say yes or no, come back,
/// and write.
class OnboardingBrowserTest extends GatewayTest {
  private static final By HEADERS =
      By.cssSelector("[aria-label=Headers] .graphiql-editor:not(.hidden) .view-lines");
  private static final By RUN = By.className("graphiql-execute-button");
  private static final By ANSWER = By.cssSelector(".result-window .view-lines");
  private static final By ALLOW = By.cssSelector("button[value=allow]");
  private static final By DENY = By.cssSelector("button[value=deny]");
  private static final By FRONT = By.cssSelector(".graphiql-tab-active button");
  private static final By READY = By.cssSelector("button[aria-label='Show Ready operations']");

  @TempDir static Path profile;
  private static Chromium browser;

  @LocalServerPort private int port;

  @AfterAll
  static void stopsTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void opensThePage() {
    assumeTrue(
        new ClassPathResource("static/graphiql/index.html").exists(),
        "The page is not built: there was no Node.js");
    browser = browser == null ? Chromium.start(profile) : browser;
    browser.open("http://localhost:" + port + "/graphiql");
    awaitsThePage();
  }

  /// Its editors are the last to come; until then nothing can be run.
  private static void awaitsThePage() {
    browser.text(HEADERS, "Authorization");
  }

  @Test
  void aUserWhoSaysYesIsSignedInAndWritesAMood() {
    browser.open(askedFor("SignIn", "authorizationUrl").path("authorizationUrl").asString());
    browser.click(ALLOW);
    awaitsThePage();
    assertThat(browser.text(FRONT, "\\w")).isEqualTo("ExchangeCode");
    assertThat(browser.address()).isEqualTo("http://localhost:" + port + "/graphiql");
    JsonNode token = run("authorization").path("exchangeAuthorizationCode");
    browser.typeOver(
        HEADERS, "{\"Authorization\": \"" + token.path("authorization").asString() + "\"}");
    assertThat(askedFor("Acquire", "failedCount").at("/acquireAttributes/failedCount").asInt())
        .isZero();
    JsonNode written = askedFor("WriteMood", "failedCount").path("updateAttributes");
    assertThat(written.path("failedCount").asInt()).isZero();
    assertThat(written.at("/user/attribute/values/0/value").asInt()).isEqualTo(7);
  }

  @Test
  void aUserWhoSaysNoIsBackWhereTheyCanBeAskedAgain() {
    browser.open(askedFor("SignIn", "authorizationUrl").path("authorizationUrl").asString());
    browser.click(DENY);
    awaitsThePage();
    assertThat(browser.text(FRONT, "\\w")).isEqualTo("SignIn");
    assertThat(run("authorizationUrl").path("authorizationUrl").asString()).contains("demo-client");
  }

  @Test
  void everyReadyOperationIsAClickAway() {
    browser.click(READY);
    browser.click(By.xpath("//section[@class='ready']//button[strong='WeekGrid']"));
    assertThat(browser.text(FRONT, "WeekGrid")).isEqualTo("WeekGrid");
    assertThat(run("values").at("/me/attributes/0/values")).hasSize(7);
    assertThat(browser.complaints()).isEmpty();
  }

  private JsonNode askedFor(String tab, String answer) {
    browser.click(By.xpath("//button[text()='" + tab + "']"));
    return run(answer);
  }

  private JsonNode run(String answer) {
    browser.click(RUN);
    browser.text(ANSWER, "\"" + answer + "\"");
    return browser.answer().path("data");
  }
}
