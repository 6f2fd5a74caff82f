package io.existgraph.graphql;

import static java.util.logging.Level.ALL;
import static java.util.logging.Level.SEVERE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openqa.selenium.logging.LogType.BROWSER;
import static org.openqa.selenium.logging.LogType.PERFORMANCE;
import static org.openqa.selenium.support.ui.ExpectedConditions.elementToBeClickable;
import static org.openqa.selenium.support.ui.ExpectedConditions.textMatches;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Debian's Chromium without a window, told what to do in a reader's words. Knows no host but ours.
class Chromium implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;
  private final WebDriverWait eventually;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
    this.eventually = new WebDriverWait(driver, Duration.ofSeconds(60));
  }

  /// Skips the tests where there is no Chromium.
  static Chromium start(Path profile) {
    assumeTrue(Files.isExecutable(BINARY), "Chromium is not installed");
    assumeTrue(Files.isExecutable(DRIVER), "Chromium's driver is not installed");
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Chromium(new ChromeDriver(service, options(profile)));
  }

  private static ChromeOptions options(Path profile) {
    var logs = new LoggingPreferences();
    logs.enable(BROWSER, ALL);
    logs.enable(PERFORMANCE, ALL);
    var options = new ChromeOptions().setBinary(BINARY.toFile());
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
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        "--window-size=1600,2400",
        "--user-data-dir=" + profile);
  }

  /// Opens a page as if nothing had been open before.
  void open(String address) {
    driver.get("about:blank");
    driver.manage().logs().get(BROWSER);
    driver.manage().logs().get(PERFORMANCE);
    driver.get(address);
  }

  void click(By what) {
    eventually.until(elementToBeClickable(what)).click();
  }

  /// Types over all that a Monaco editor holds.
  void typeOver(By editor, String text) {
    new Actions(driver)
        .click(eventually.until(elementToBeClickable(editor)))
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

  /// The text there, once the pattern is found in it.
  String text(By where, String pattern) {
    eventually.until(textMatches(where, Pattern.compile(pattern)));
    return driver.findElement(where).getText().replace('\u00a0', ' ');
  }

  /// Where the page is.
  String address() {
    return driver.getCurrentUrl();
  }

  /// What went out over the network since the page was opened, or since it was last asked.
  List<JsonNode> requests() {
    return events("Network.requestWillBeSent")
        .map(it -> it.path("request"))
        .filter(it -> !it.path("url").asString().startsWith("data:"))
        .toList();
  }

  /// The body of the gateway's last answer to the page.
  JsonNode answer() {
    String id =
        events("Network.responseReceived")
            .filter(it -> it.at("/response/url").asString().endsWith("/graphql"))
            .map(it -> it.path("requestId").asString())
            .reduce("", (_, last) -> last);
    var body = driver.executeCdpCommand("Network.getResponseBody", Map.of("requestId", id));
    return JsonMapper.shared().readTree(String.valueOf(body.get("body")));
  }

  private Stream<JsonNode> events(String method) {
    return driver.manage().logs().get(PERFORMANCE).getAll().stream()
        .map(it -> JsonMapper.shared().readTree(it.getMessage()).path("message"))
        .filter(it -> it.path("method").asString().equals(method))
        .map(it -> it.path("params"));
  }

  /// The errors on the console; a refusal by the page's policy is one.
  List<LogEntry> complaints() {
    return driver.manage().logs().get(BROWSER).getAll().stream()
        .filter(it -> it.getLevel().intValue() >= SEVERE.intValue())
        .toList();
  }

  /// What local and session storage hold, once a page that saves with a delay has had the time to.
  String storage() {
    return (String)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const content = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
            setTimeout(() => done(content()), 1000);
            """);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
