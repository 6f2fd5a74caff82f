package io.existgraph.graphql;

import io.existgraph.GatewayTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.test.context.TestPropertySource;

/// The base of tests of pages in a real browser, which the first test of a class starts.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("browser")
@TestPropertySource(
    properties = "spring.application.name=exist-graph-pages") // a context of its own
abstract class BrowserTest extends GatewayTest {
  static final Path PICTURES = Path.of(System.getProperty("screenshots", "target/screenshots"));

  @TempDir static Path folder;
  static Chromium browser;

  @AfterAll
  static void stopsTheBrowser() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  /// Starts the browser unless it runs.
  static void startBrowser() {
    browser = browser == null ? Chromium.start(folder.resolve("profile")) : browser;
  }

  /// Opens a page of the gateway in a window of a desktop's size, with empty storage. Skips the
  /// test where the pages are not built.
  final void openPage(String path) {
    BuiltPages.assumeBuilt();
    startBrowser();
    browser.show(1440, 900, false);
    browser.forgetStorage(origin());
    browser.open(origin() + path);
  }

  final String origin() {
    return "http://localhost:" + gatewayPort() + "/";
  }
}
