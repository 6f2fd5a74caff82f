package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// The dashboard in a real browser: each state that people meet, at the width of a desktop and of a
/// phone, light and dark. In every test axe-core finds no barrier, the console has no error, and
/// nobody but the gateway is asked.
@TestPropertySource(properties = "exist.budget.shared-by-account=false") // other tests write
@Order(4)
class DashboardBrowserTest extends BrowserTest {
  private static final By HEADING = By.tagName("h1");
  private static final By WHO = By.cssSelector("button.who");
  private static final By BANNER = By.cssSelector(".banner");
  private static final By COST = By.cssSelector(".cost");
  private static final By REFRESH = By.xpath("//button[contains(., 'Refresh')]");
  private static final By MOOD = By.cssSelector(".mood .outcome");
  private static final By FIGURES = By.cssSelector("#attribute .figures");

  @BeforeEach
  void opensThePage() {
    forget("Token demo-limited", "Token demo-down", "Token demo-slow", "Token demo-revoked");
    openPage("");
    browser.text(HEADING, "Good \\w+, Demi");
  }

  @AfterEach
  void hasNoBarrierAndNothingToComplainOf() {
    if (browser != null) {
      if (browser.address().equals(origin())) {
        assertThat(browser.barriers()).isEmpty();
      }
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).allSatisfy(this::isOurs);
    }
  }

  private void isOurs(JsonNode request) {
    assertThat(request.path("url").asString()).startsWith(origin());
  }

  private static void choose(String who) {
    browser.click(WHO);
    browser.click(By.xpath("//div[@id='who']//button[contains(., '" + who + "')]"));
  }

  @Test
  void theFirstPaintIsOneQueryOfFourRequests() throws IOException {
    List<JsonNode> requests = browser.requests();
    assertThat(requests).allSatisfy(this::isOurs);
    assertThat(requests.stream().map(request -> request.path("url").asString()))
        .filteredOn(url -> url.endsWith("/graphql"))
        .hasSize(1);
    assertThat(sent()).hasSize(4);
    assertThat(browser.text(COST, "from memory")).contains("DashboardPage: 4 requests");
    assertThat(browser.text(By.cssSelector(".legend"), "used"))
        .contains("4 used", "276 left for reads", "20 kept for writes", "next one free in");
    assertThat(browser.count(By.cssSelector(".tile .sparkline"))).isGreaterThan(20);
    assertThat(browser.count(By.cssSelector(".night"))).isGreaterThan(20);
    assertThat(browser.count(By.cssSelector("#attribute canvas"))).isEqualTo(1);
    browser.picture(PICTURES.resolve("dashboard.png"));
  }

  @Test
  void aPhoneInTheDarkShowsTheSame() throws IOException {
    browser.show(390, 844, true);
    browser.reload();
    browser.text(HEADING, "Good \\w+, Demi");
    assertThat(browser.count(By.cssSelector(".tile"))).isGreaterThan(30);
    assertThat(browser.isCut()).isFalse();
    browser.picture(PICTURES.resolve("dashboard-phone.png"));
  }

  @Test
  void aYearHasItsAverageItsGoalAndItsGaps() {
    browser.select(By.cssSelector("#attribute select"), "mood");
    browser.click(By.cssSelector("#attribute button[aria-label='365 days']"));
    assertThat(browser.text(FIGURES, "\\n3\\d\\d days")).contains("Usual 5", "reached");
    browser.click(By.cssSelector("#attribute .plot"));
    browser.press(Keys.HOME);
    assertThat(browser.attribute(By.cssSelector("#attribute .plot"), "aria-valuetext"))
        .contains("Nov: ");
    browser.click(By.cssSelector("#attribute summary"));
    String table = browser.text(By.cssSelector("#attribute table"), "Weekly average");
    assertThat(table.lines()).hasSize(366).anyMatch(row -> row.matches(".* – [\\d.]+"));
  }

  @Test
  void relationsAreReadOnceTheyAreInView() {
    sent();
    browser.scrollTo(By.cssSelector(".relations"));
    assertThat(browser.text(By.cssSelector(".sentences"), "significant"))
        .contains("You are", "strong", "p < 0.001");
    browser.text(By.cssSelector(".relations figcaption"), "days with both");
    assertThat(browser.count(By.cssSelector(".relations canvas"))).isEqualTo(1);
    assertThat(sent()).anyMatch(line -> line.contains("/correlations/"));
  }

  @Test
  void aMoodIsRefusedToAReaderAndWrittenByAWriter() {
    browser.click(By.cssSelector("button[data-mood='7']"));
    assertThat(browser.text(MOOD, "Refused")).contains("only reads");
    assertThat(browser.barriers()).isEmpty();
    choose("Demo writer");
    browser.text(COST, "DashboardPage: 4 requests");
    browser.click(By.cssSelector("button[data-mood='7']"));
    browser.text(MOOD, "Written to Exist");
    assertThat(browser.attribute(By.cssSelector("button[data-mood='7']"), "aria-pressed"))
        .isEqualTo("true");
    assertThat(browser.text(COST, "WriteValues")).contains("WriteValues: 1 request");
  }

  @Test
  void aWriteWhoseAnswerIsLostIsUnknown() {
    choose("Demo writer");
    browser.text(COST, "DashboardPage: 4 requests");
    exist.fault(
        request -> request.method().equals("POST"), new InjectedFault.ClosedConnection(true));
    browser.click(By.cssSelector("button[data-mood='3']"));
    assertThat(browser.text(MOOD, "Unknown")).contains("Write it again");
  }

  @Test
  void whatExistRefusesIsShown() {
    choose("Hour spent");
    assertThat(browser.text(BANNER, "hour is spent")).containsPattern("1:[0-3]\\d");
    assertThat(browser.barriers()).isEmpty();
    choose("Token revoked");
    browser.text(BANNER, "Signed out");
    assertThat(browser.barriers()).isEmpty();
    choose("Exist down");
    assertThat(browser.text(BANNER, "Exist does not answer")).contains("Try again");
  }

  @Test
  void aGatewayThatCannotBeReachedLeavesWhatIsShown() {
    browser.disconnect(true);
    try {
      browser.click(REFRESH);
      assertThat(browser.text(BANNER, "The gateway does not answer")).contains("Try again");
      assertThat(browser.text(FIGURES, "Today")).contains("Mean");
      assertThat(browser.complaints())
          .isNotEmpty()
          .allMatch(entry -> entry.getMessage().contains("ERR_INTERNET_DISCONNECTED"));
    } finally {
      browser.disconnect(false);
    }
    browser.click(By.xpath("//button[contains(., 'Try again')]"));
    browser.text(COST, "DashboardPage: \\d requests?");
    assertThat(browser.count(BANNER)).isZero();
  }

  @Test
  void aSlowExistIsWaitedFor() {
    choose("Exist slow");
    assertThat(browser.attribute(By.cssSelector(".skeleton"), "aria-busy")).isEqualTo("true");
    browser.text(HEADING, "Good \\w+, Demi");
  }

  @Test
  void olderDataIsMarkedWhenExistIsDown() {
    clock.pass(Duration.ofMinutes(2)); // days of a write of unknown outcome are cached again
    browser.open(origin());
    browser.text(HEADING, "Good \\w+, Demi");
    clock.pass(Duration.ofMinutes(6));
    exist.fault(_ -> true, InjectedFault.html(503));
    browser.click(REFRESH);
    assertThat(browser.text(BANNER, "older data")).contains("Exist does not answer", "as of");
    assertThat(browser.text(COST, "Stale")).contains("Stale, as of");
    assertThat(browser.text(FIGURES, "Today")).contains("Mean");
  }

  @Test
  void anAccountWithoutAttributesHasNothingRecorded() {
    exist.fault(
        request -> request.target().endsWith("/today/"),
        InjectedFault.json(
            200, "{\"id\": 1, \"username\": \"new\", \"timezone\": \"UTC\", \"attributes\": []}"));
    exist.fault(
        request -> request.target().contains("/attributes/"), InjectedFault.json(200, "[]"));
    choose("Demo writer");
    browser.text(By.cssSelector(".empty"), "Nothing recorded");
  }

  @Test
  void aCardShowsItsQueryAndOpensItInGraphiQl() {
    sent();
    browser.click(By.cssSelector("button[aria-label='Show the query of Bedtime']"));
    browser.text(By.cssSelector(".query .price"), "requests? now");
    assertThat(browser.text(By.cssSelector(".query pre"), "query AttributeHistory"))
        .contains("{\"attribute\":\"sleep_start\",\"days\":31}");
    for (String kind : List.of("curl", "fetch", "Apollo", "urql")) {
      browser.click(By.xpath("//dialog//button[text()='" + kind + "']"));
      assertThat(browser.text(By.cssSelector(".query pre"), "sleep_start"))
          .contains("Token demo", origin() + "graphql");
    }
    assertThat(sent()).isEmpty();
    assertThat(browser.barriers()).isEmpty();
    browser.click(By.linkText("Open in GraphiQL"));
    browser.text(By.cssSelector("[aria-label=Variables] .view-lines"), "sleep_start");
    assertThat(browser.text(By.cssSelector(".graphiql-tab-active button"), "\\w"))
        .isEqualTo("AttributeHistory");
    assertThat(browser.address()).isEqualTo(origin() + "graphiql");
  }

  @Test
  void anOwnTokenEndsWithThePage() {
    browser.click(WHO);
    browser.type(By.cssSelector("#who input"), "demo2" + Keys.ENTER);
    browser.text(HEADING, "Miles");
    assertThat(browser.text(WHO, "\\w")).isEqualTo("Own token");
    assertThat(browser.storage()).isEqualTo("[{},{}]");
    browser.reload();
    browser.text(HEADING, "Demi");
  }
}
