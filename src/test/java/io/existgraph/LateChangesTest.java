package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What changes at Exist by other ways is seen within minutes, or within the hour where it is older
/// than a week.
class LateChangesTest extends GatewayTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Adds an attribute to those that are listed; at first it may have to be taken away.
  protected void addAttribute(boolean isFirst) throws Exception {
    changeAtExist("attributes/acquire/", "[{\"name\":\"mood\",\"active\":" + !isFirst + "}]");
  }

  protected final void changeAtExist(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(exist.address() + api() + path))
            .header("Authorization", "Bearer demo")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    exist.clearRequests();
  }

  @Test
  void aLateSyncIsSeenWithTheRecentDays() throws Exception {
    String month = "{me{attribute(name:\"mood\"){values(last:31){date value}}}}";
    demo().query(month).withoutErrors();
    changeAtExist(
        "attributes/update/", "[{\"name\":\"mood\",\"date\":\"2026-11-04\",\"value\":9}]");
    clock.pass(Duration.ofMinutes(11));
    Reply reply = demo().query(month).withoutErrors();
    assertThat(reply.at("me/attribute/values/20/date").asString()).isEqualTo("2026-11-04");
    assertThat(reply.at("me/attribute/values/20/value").asInt()).isEqualTo(9);
  }

  @Test
  void aNewAttributeIsListedWithinMinutes() throws Exception {
    String list = "{me{attributes{name label}}}";
    addAttribute(true);
    int before = demo().query(list).withoutErrors().at("me/attributes").size();
    addAttribute(false);
    clock.pass(Duration.ofMinutes(11));
    Reply reply = demo().query(list).withoutErrors();
    assertThat(reply.at("me/attributes")).hasSize(before + 1);
    sent();
    demo().query(list).withoutErrors();
    assertThat(sent()).isEmpty();
  }
}
