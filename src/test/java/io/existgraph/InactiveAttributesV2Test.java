package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Attributes that are not tracked any more are listed where that is asked for.
@OverV2
class InactiveAttributesV2Test extends GatewayTest {
  private static final String EVERY =
      "{me{attributes(includeInactive:true){name isActive value values(last:2){value}}}}";

  /// Only v1 can do so.
  private void deactivateMood() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(exist.address() + "/api/1/attributes/acquire/"))
            .header("Authorization", "Bearer demo")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("[{\"name\":\"mood\",\"active\":false}]"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    exist.clearRequests();
  }

  @Test
  void theListHasThemWithoutValues() throws Exception {
    deactivateMood();
    JsonNode attributes = demo().query(EVERY).withoutErrors().at("me/attributes");
    JsonNode last = attributes.get(attributes.size() - 1);
    assertThat(last.path("name").asString()).isEqualTo("mood");
    assertThat(last.path("isActive").asBoolean(true)).isFalse();
    assertThat(last.path("value").isNull()).isTrue();
    assertThat(last.at("/values/1/value").isNull()).isTrue();
    sent();
    demo().query(EVERY).withoutErrors();
    assertThat(sent()).isEmpty();
    assertThat(demo().query("{me{attributes{name}}}").all("me/attributes", "name"))
        .doesNotContain("mood");
  }

  @Test
  void theListCostsOneMore() {
    demo().query("{me{attributes(includeInactive:true){name isActive}}}").withoutErrors();
    assertThat(sent())
        .containsExactlyInAnyOrder(
            "GET /api/2/attributes/with-values/?days=31&limit=100",
            "GET /api/2/attributes/?include_inactive=1&include_low_priority=1&limit=100");
  }
}
