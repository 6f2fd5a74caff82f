package io.existgraph.graphql;

import static java.util.logging.Level.ALL;
import static java.util.logging.Level.SEVERE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openqa.selenium.logging.LogType.BROWSER;
import static org.openqa.selenium.logging.LogType.PERFORMANCE;
import static org.openqa.selenium.support.ui.ExpectedConditions.elementToBeClickable;
import static org.openqa.selenium.support.ui.ExpectedConditions.presenceOfElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.textMatches;

import io.existgraph.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Debian's Chromium without a window, instructed in a reader's words. Knows no host but ours.
class Chromium implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path AXE = Path.of("target/web/node_modules/axe-core/axe.min.js");

  private static final Pattern ASIDE = Pattern.compile("-explain|IntrospectionQuery");

  private final ChromeDriver driver;
  private final WebDriverWait eventually;
  private final List<JsonNode> network = new ArrayList<>();

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
    this.eventually = new WebDriverWait(driver, Duration.ofSeconds(60));
  }

  /// Skips the tests where there is no Chromium.
  static Chromium start(Path profile) {
    assumeTrue(Files.isExecutable(BINARY), "Chromium is not installed");
    assumeTrue(Files.isExecutable(DRIVER), "Chromium's driver is not installed");
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingPort(FreePorts.next())
            .build();
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
    network.clear();
    driver.get(address);
  }

  /// Shows pages in a window of this width, in light or dark colours, until the next call.
  void show(int width, int height, boolean isDark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    var scheme = Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /// Cuts the browser off from every host, or joins it again.
  void disconnect(boolean isOffline) {
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /// Loads the page again, with whatever the browser stored of it.
  void reload() {
    driver.navigate().refresh();
  }

  void click(By what) {
    eventually.until(elementToBeClickable(what)).click();
  }

  void type(By field, String text) {
    eventually.until(elementToBeClickable(field)).sendKeys(text);
  }

  void press(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  void scrollTo(By what) {
    driver.executeScript(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})",
        eventually.until(presenceOfElementLocated(what)));
  }

  /// The value of the attribute, once there is such an element.
  String attribute(By what, String name) {
    return String.valueOf(eventually.until(presenceOfElementLocated(what)).getDomAttribute(name));
  }

  /// What a field holds.
  String value(By field) {
    return String.valueOf(
        eventually.until(presenceOfElementLocated(field)).getDomProperty("value"));
  }

  void select(By list, String value) {
    new Select(eventually.until(elementToBeClickable(list))).selectByValue(value);
  }

  List<String> texts(By what) {
    return driver.findElements(what).stream().map(WebElement::getText).toList();
  }

  /// What the page has copied, once it has this text.
  String clipboard(String text) {
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    return eventually.until(
        _ -> {
          String copied =
              String.valueOf(
                  driver.executeAsyncScript("navigator.clipboard.readText().then(arguments[0])"));
          return copied.contains(text) ? copied : null;
        });
  }

  /// Empties what pages of this origin have stored.
  void forgetStorage(String origin) {
    driver.get("about:blank");
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "local_storage"));
  }

  int count(By what) {
    return driver.findElements(what).size();
  }

  /// Whether the page is wider than its window.
  boolean isCut() {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  /// What axe-core finds on the page that is serious or critical, as rule and element.
  List<String> barriers() {
    return barriers("html");
  }

  /// What it finds inside the elements of a CSS selector.
  List<String> barriers(String selector) {
    String found =
        (String)
            driver.executeAsyncScript(
                axe()
                    + """
                    ;
                    const done = arguments[arguments.length - 1];
                    const grave = ({ impact }) => impact === 'serious' || impact === 'critical';
                    axe.run({ include: arguments[0].split(',').map(part => [part]) }).then(({ violations }) =>
                      done(JSON.stringify(violations.filter(grave).flatMap(({ id, nodes }) =>
                        nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`)))));
                    """,
                selector);
    return JsonMapper.shared()
        .readTree(String.valueOf(found))
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static String axe() {
    try {
      return Files.readString(AXE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps what is in the window as a picture.
  void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
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

  /// What went out over the network since the page was opened.
  List<JsonNode> requests() {
    drain();
    return events("Network.requestWillBeSent")
        .map(event -> event.path("request"))
        .filter(request -> !request.path("url").asString().startsWith("data:"))
        .toList();
  }

  /// The body of the gateway's last answer to the page that is neither a price nor the schema.
  JsonNode answer() {
    drain();
    Set<String> asides =
        events("Network.requestWillBeSent")
            .filter(event -> ASIDE.matcher(event.path("request").toString()).find())
            .map(event -> event.path("requestId").asString())
            .collect(Collectors.toSet());
    String id =
        events("Network.responseReceived")
            .filter(event -> event.at("/response/url").asString().endsWith("/graphql"))
            .map(event -> event.path("requestId").asString())
            .filter(request -> !asides.contains(request))
            .reduce("", (_, last) -> last);
    var body = driver.executeCdpCommand("Network.getResponseBody", Map.of("requestId", id));
    return JsonMapper.shared().readTree(String.valueOf(body.get("body")));
  }

  private void drain() {
    for (LogEntry entry : driver.manage().logs().get(PERFORMANCE)) {
      network.add(JsonMapper.shared().readTree(entry.getMessage()).path("message"));
    }
  }

  private Stream<JsonNode> events(String method) {
    return network.stream()
        .filter(event -> event.path("method").asString().equals(method))
        .map(event -> event.path("params"));
  }

  /// The errors on the console; a refusal by the page's policy is one.
  List<LogEntry> complaints() {
    return driver.manage().logs().get(BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= SEVERE.intValue())
        .toList();
  }

  /// What local and session storage hold, as two objects, once a page that saves with a delay has
  /// had the time to.
  String storage() {
    return (String)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const content = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
            setTimeout(() => done(content()), 1000);
            """);
  }

  /// What a promise of the page's resolves to, as JSON.
  String awaits(String promise) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return (String)
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + promise
                + ".then(JSON.stringify).then(done, (failure) => done(String(failure)));");
  }

  @Override
  public void close() {
    driver.quit();
  }
}
