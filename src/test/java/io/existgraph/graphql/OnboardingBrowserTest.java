package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/// A user is signed in with nothing but the page: they are sent to Exist, say yes or no, come back,
/// and write.
@Order(9)
class OnboardingBrowserTest extends BrowserTest {
  private static final By WHO = By.cssSelector("button.who");
  private static final By QUERY = By.cssSelector(".graphiql-query-editor .view-lines");
  private static final By RUN = By.className("graphiql-execute-button");
  private static final By ANSWER = By.cssSelector(".result-window .view-lines");
  private static final By ALLOW = By.cssSelector("button[value=allow]");
  private static final By DENY = By.cssSelector("button[value=deny]");
  private static final By FRONT = By.cssSelector(".graphiql-tab-active button");
  private static final By READY = By.cssSelector("button[aria-label='Show Ready operations']");

  @BeforeEach
  void opensThePage() {
    openPage("graphiql");
    awaitsThePage();
  }

  /// Its editors are the last to come; until then nothing can be run.
  private static void awaitsThePage() {
    browser.text(QUERY, "query|mutation");
  }

  @Test
  void aUserWhoSaysYesIsSignedInAndWritesAMood() {
    browser.open(askedFor("SignIn", "authorizationUrl").path("authorizationUrl").asString());
    browser.click(ALLOW);
    awaitsThePage();
    assertThat(browser.text(FRONT, "\\w")).isEqualTo("ExchangeCode");
    assertThat(browser.address()).isEqualTo(origin() + "graphiql");
    JsonNode token = run("authorization").path("exchangeAuthorizationCode");
    browser.select(By.cssSelector("select[aria-label=Credential]"), "own");
    browser.type(
        By.cssSelector("input[aria-label='Own token']"), token.path("authorization").asString());
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
  void theDashboardSignsAUserInByOneClick() {
    browser.open(origin());
    signIn();
    browser.click(ALLOW);
    assertThat(browser.text(WHO, "Signed in")).isEqualTo("Signed in with Exist");
    browser.text(By.tagName("h1"), "Demi");
    assertThat(browser.address()).isEqualTo(origin());
    browser.click(By.cssSelector("button[data-mood='8']"));
    browser.text(By.cssSelector(".mood .outcome"), "Written to Exist");
    assertThat(browser.storage()).doesNotContain("Bearer", "exist-graph:state");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theDashboardSaysSoWhenAUserDeclines() {
    browser.open(origin());
    signIn();
    browser.click(DENY);
    assertThat(browser.text(By.cssSelector(".banner"), "Not signed in")).contains("declined");
    browser.text(By.cssSelector(".welcome"), "Signed out");
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void theDashboardTakesNoCodeThatItDidNotAskFor() {
    browser.open(origin() + "?code=stolen&state=guessed");
    browser.text(By.cssSelector(".banner"), "belongs to no sign-in");
    assertThat(browser.address()).isEqualTo(origin());
    assertThat(sent()).isEmpty();
  }

  private static void signIn() {
    browser.click(WHO);
    browser.click(By.xpath("//div[@id='who']//button[contains(., 'Sign in with Exist')]"));
  }

  @Test
  void everyReadyOperationIsAClickAway() {
    browser.click(READY);
    browser.click(By.xpath("//section[@class='ready']//button[strong='WeekGrid']"));
    assertThat(browser.text(FRONT, "WeekGrid")).isEqualTo("WeekGrid");
    assertThat(run("days").at("/me/days")).hasSize(7);
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
