package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.ActiveProfiles;

/// The page in a real browser: the dashboard it opens with, run with a token that was typed.
@SpringBootTest(webEnvironment = RANDOM_PORT)
@ActiveProfiles("demo")
class GraphiQlBrowserTest {
  private static final By HEADERS =
      By.cssSelector("[aria-label=Headers] .graphiql-editor:not(.hidden) .view-lines");
  private static final By RUN = By.className("graphiql-execute-button");
  private static final By ANSWER = By.cssSelector(".result-window .view-lines");
  private static final By YEAR = By.cssSelector("button[title=YearOfOneAttribute]");
  private static final String TOKEN = "Token demo2";

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
  void runsTheDashboardWithATypedToken() {
    assumeTrue(
        new ClassPathResource("static/graphiql/index.html").exists(),
        "The page is not built: there was no Node.js");
    browser = browser == null ? Chromium.start(profile) : browser;
    browser.open(origin() + "graphiql");
    assertThat(browser.text(HEADERS, "Authorization")).contains("Token demo\"");
    browser.typeOver(HEADERS, "{\"Authorization\": \"" + TOKEN + "\"}");
    run();
  }

  @Test
  void showsTheDashboardOfTheCallerWhoseTokenIsTyped() {
    assertThat(browser.text(ANSWER, "username"))
        .containsPattern("\"username\": \"\\w+\"")
        .containsPattern("\"date\": \"\\d{4}-\\d\\d-\\d\\d\"")
        .containsPattern("\"value\": \\d+");
    assertThat(lastAuthorization()).isEqualTo(TOKEN);
  }

  @Test
  void talksToTheGatewayAloneAndHasNothingToComplainOf() {
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.path("url").asString()).startsWith(origin()));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void takesTheTypedTokenAlongToTheOtherTabs() {
    browser.click(YEAR);
    run();
    assertThat(lastAuthorization()).isEqualTo(TOKEN);
  }

  @Test
  void leavesNeitherTokenNorVariablesInTheBrowser() {
    browser.click(YEAR);
    run();
    assertThat(browser.storage()).isEqualTo("[{},{}]");
  }

  private static String run() {
    browser.click(RUN);
    return browser.text(ANSWER, "\"data\"");
  }

  private static String lastAuthorization() {
    return browser.requests().stream()
        .filter(it -> it.path("url").asString().endsWith("/graphql"))
        .toList()
        .getLast()
        .path("headers")
        .path("Authorization")
        .asString();
  }

  private String origin() {
    return "http://localhost:" + port + "/";
  }
}
