package io.existgraph.graphql;

import static java.util.logging.Level.ALL;
import static java.util.logging.Level.SEVERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openqa.selenium.logging.LogType.BROWSER;
import static org.openqa.selenium.logging.LogType.PERFORMANCE;
import static org.openqa.selenium.support.ui.ExpectedConditions.elementToBeClickable;
import static org.openqa.selenium.support.ui.ExpectedConditions.textMatches;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The page in a real browser: the dashboard it opens with, run with a token that was typed.
@SpringBootTest(webEnvironment = RANDOM_PORT)
@ActiveProfiles("demo")
class GraphiQlBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final By HEADERS =
      By.cssSelector("[aria-label=Headers] .graphiql-editor:not(.hidden) .view-lines");
  private static final By RUN = By.className("graphiql-execute-button");
  private static final By ANSWER = By.cssSelector(".result-window .view-lines");
  private static final String TOKEN = "Token demo2";

  @TempDir static Path profile;
  private static ChromeDriver browser;
  private static WebDriverWait eventually;

  @LocalServerPort private int port;

  @BeforeAll
  static void startsTheBrowser() {
    assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed");
    assumeTrue(Files.isExecutable(DRIVER), "Chromium's driver is not installed");
    assumeTrue(
        new ClassPathResource("static/graphiql/index.html").exists(),
        "The page is not built: there was no Node.js");
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options());
    eventually = new WebDriverWait(browser, Duration.ofSeconds(30));
  }

  private static ChromeOptions options() {
    var logs = new LoggingPreferences();
    logs.enable(BROWSER, ALL);
    logs.enable(PERFORMANCE, ALL);
    var options = new ChromeOptions().setBinary(CHROMIUM.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    return options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
        "--window-size=1600,2400",
        "--user-data-dir=" + profile);
  }

  @AfterAll
  static void stopsTheBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void runsTheDashboardWithATypedToken() {
    forgetWhatCameBefore();
    browser.get("http://localhost:" + port + "/graphiql");
    eventually.until(textMatches(HEADERS, Pattern.compile("Authorization")));
    type("{\"Authorization\": \"" + TOKEN + "\"}");
    run();
  }

  @Test
  void showsTheDashboardOfTheCallerWhoseTokenIsTyped() {
    assertThat(lastAuthorization()).isEqualTo(TOKEN);
    assertThat(answer())
        .containsPattern("\"username\": \"\\w+\"")
        .containsPattern("\"date\": \"\\d{4}-\\d\\d-\\d\\d\"")
        .containsPattern("\"value\": \\d+");
  }

  @Test
  void talksToTheGatewayAloneAndHasNothingToComplainOf() {
    assertThat(requests())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.path("url").asString()).startsWith(origin()));
    assertThat(browser.manage().logs().get(BROWSER).getAll())
        .filteredOn(it -> it.getLevel().intValue() >= SEVERE.intValue())
        .isEmpty();
  }

  @Test
  void takesTheTypedTokenAlongToTheOtherTabs() {
    open("YearOfOneAttribute");
    run();
    assertThat(lastAuthorization()).isEqualTo(TOKEN);
  }

  @Test
  void leavesNeitherTokenNorVariablesInTheBrowser() {
    open("YearOfOneAttribute");
    run();
    assertThat(storage()).isEqualTo("[{},{}]");
  }

  /// The browser's own first page, or the last test's.
  private static void forgetWhatCameBefore() {
    browser.get("about:blank");
    browser.manage().logs().get(BROWSER);
    browser.manage().logs().get(PERFORMANCE);
  }

  private static void type(String text) {
    new Actions(browser)
        .click(eventually.until(elementToBeClickable(HEADERS)))
        .keyDown(Keys.CONTROL)
        .sendKeys("a")
        .keyUp(Keys.CONTROL)
        .sendKeys(text)
        // Takes away the quotes and brackets that the editor closed of its own accord
        .keyDown(Keys.CONTROL)
        .keyDown(Keys.SHIFT)
        .sendKeys(Keys.END)
        .keyUp(Keys.SHIFT)
        .keyUp(Keys.CONTROL)
        .sendKeys(Keys.DELETE)
        .perform();
  }

  private static void open(String tab) {
    eventually.until(elementToBeClickable(By.cssSelector("button[title=" + tab + "]"))).click();
  }

  private static void run() {
    eventually.until(elementToBeClickable(RUN)).click();
    eventually.until(textMatches(ANSWER, Pattern.compile("\"data\"")));
  }

  private static String answer() {
    return browser.findElement(ANSWER).getText().replace('\u00a0', ' ');
  }

  private String origin() {
    return "http://localhost:" + port + "/";
  }

  private static String lastAuthorization() {
    return requests().stream()
        .filter(it -> it.path("url").asString().endsWith("/graphql"))
        .toList()
        .getLast()
        .path("headers")
        .path("Authorization")
        .asString();
  }

  /// What went out over the network since it was last asked.
  private static List<JsonNode> requests() {
    return browser.manage().logs().get(PERFORMANCE).getAll().stream()
        .map(it -> JsonMapper.shared().readTree(it.getMessage()).path("message"))
        .filter(it -> it.path("method").asString().equals("Network.requestWillBeSent"))
        .map(it -> it.path("params").path("request"))
        .filter(it -> !it.path("url").asString().startsWith("data:"))
        .toList();
  }

  /// What both storages hold once the page has had the half second it takes to save.
  private static String storage() {
    return (String)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const content = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
            setTimeout(() => done(content()), 1000);
            """);
  }
}
