package io.existgraph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// Scopes and rate limits of the tokens of the simulator.
class ScopesTest extends SimulatorRequests {
  private static final String CLIENT =
      "redirect_uri=https://example.com/back&client_id=demo-client";

  private String bearer(String scope) {
    String parameters =
        CLIENT + "&response_type=code&answer=allow&scope=" + scope.replace(' ', '+');
    HttpResponse<String> allowed = form("/oauth2/authorize", parameters);
    String code = allowed.headers().firstValue("Location").orElseThrow().split("code=", 2)[1];
    String grant = "&client_secret=demo-secret&grant_type=authorization_code&code=" + code;
    HttpResponse<String> tokens = form("/oauth2/access_token", CLIENT + grant);
    return "Bearer " + response(tokens).json().path("access_token").asString();
  }

  @Test
  void aTokenSeesOnlyTheGroupsOfItsScopes() {
    String token = bearer("mood_read sleep_read");
    String all = "limit=100";
    assertThat(get(token, "attributes/with-values/?" + all).all("group/name"))
        .containsOnly("mood", "sleep");
    assertThat(get(token, "attributes/?" + all).all("group/name")).containsOnly("mood", "sleep");
    assertThat(get(token, "averages/?" + all).all("user_attribute"))
        .contains("mood", "sleep")
        .doesNotContain("steps");
    assertThat(get(token, "correlations/?" + all).all("attribute2")).doesNotContain("steps");
    assertThat(get(token, "insights/?" + all).all("type/attribute/group/name"))
        .isNotEmpty()
        .isSubsetOf("mood", "sleep");
  }

  @Test
  void aHiddenAttributeIsMissingWithoutAnError() {
    String token = bearer("mood_read");
    ApiResponse hidden = get(token, "attributes/with-values/?attributes=steps");
    assertThat(hidden.status()).isEqualTo(200);
    assertThat(hidden.json().path("results")).isEmpty();
    assertThat(get(token, "attributes/with-values/?groups=activity").json().path("count").asInt())
        .isZero();
    assertThat(get(token, "attributes/values/?attribute=steps").status()).isEqualTo(404);
  }

  @Test
  void aTokenWritesOnlyInTheGroupsOfItsScopes() {
    String token = bearer("mood_read mood_write health_read");
    String items =
        """
        [{"name":"mood","date":"2026-11-24","value":8},
         {"name":"weight","date":"2026-11-24","value":80.5}]\
        """;
    ApiResponse response = post(token, "attributes/update/", items);
    assertThat(response.status()).isEqualTo(202);
    assertThat(response.json().at("/success/0/name").asString()).isEqualTo("mood");
    assertThat(response.json().at("/failed/0/error_code").asString()).isEqualTo("not_allowed");
    String weight = "[{\"name\":\"weight\",\"value\":1}]";
    for (String write : new String[] {"acquire", "release", "increment"}) {
      assertThat(post(token, "attributes/" + write + "/", weight).json().path("failed"))
          .as(write)
          .hasSize(1);
    }
  }

  @Test
  void v1ScopesCoverAllGroups() {
    String reader = bearer("read");
    assertThat(get(reader, "attributes/with-values/").json().path("count").asInt()).isEqualTo(35);
    String mood = "[{\"name\":\"mood\",\"date\":\"2026-11-24\",\"value\":8}]";
    assertThat(post(reader, "attributes/update/", mood).json().path("failed")).hasSize(1);
    assertThat(post(bearer("read write"), "attributes/update/", mood).status()).isEqualTo(200);
  }

  @Test
  void bothVersionsShareTheRateLimitOfAToken() {
    exist.options(SimulatorOptions.DEFAULT.withLimitPerHour(2));
    assertThat(get("/api/1/users/$self/today/").status()).isEqualTo(200);
    assertThat(get("accounts/profile/").status()).isEqualTo(200);
    assertThat(get("accounts/profile/").status()).isEqualTo(429);
    assertThat(get("/api/1/users/$self/today/").status()).isEqualTo(429);
    assertThat(get("Token demo2", "accounts/profile/").status()).isEqualTo(200);
  }

  @Test
  void usersSignInOverEitherVersion() {
    String right = "username=demo&password=demo";
    assertThat(response(form("auth/simple-token/", right)).json().path("token").asString())
        .isEqualTo("demo");
    assertThat(form("/api/1/auth/simple-token/", right).statusCode()).isEqualTo(200);
    assertThat(form("auth/simple-token/", "username=demo&password=x").statusCode()).isEqualTo(400);
    assertThat(get("Token nobody", "accounts/profile/").status()).isEqualTo(401);
  }
}
