package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Signing in.
class TokensTest extends GatewayTest {
  @Test
  void theAddressToSendABrowserToIsMadeHere() {
    Told told =
        new Ask()
            .with("scope", List.of("read", "write"))
            .query(
                """
                query($scope:[String!]!){authorizationUrl(clientId:"my client",
                  redirectUri:"https://app.example/back?x=1&y=2", scope:$scope, state:"a b&c")}\
                """)
            .withoutErrors();
    assertThat(told.at("authorizationUrl").asString())
        .endsWith(
            "/oauth2/authorize?response_type=code&client_id=my%20client"
                + "&redirect_uri=https%3A%2F%2Fapp.example%2Fback%3Fx%3D1%26y%3D2"
                + "&scope=read%20write&state=a%20b%26c");
    assertThat(sent()).isEmpty();
  }

  @Test
  void anAddressThatLeadsElsewhereIsRefused() {
    for (String uri : List.of("javascript:alert(1)", "http://app.example/", "/back", "")) {
      assertThat(
              new Ask()
                  .with("uri", uri)
                  .query(
                      "query($uri:String!){authorizationUrl(clientId:\"c\",redirectUri:$uri,scope:[],state:\"s\")}")
                  .codes())
          .containsExactly("BAD_REQUEST");
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutSayingWhatWasWrongAndGuessingIsSlowed() {
    String query =
        "mutation($n:String!){requestToken(username:$n,password:\"canary-password\"){accessToken}}";
    Told wrong = new Ask().with("n", "demo").query(query);
    assertThat(wrong.codes()).containsExactly("INVALID_CREDENTIALS");
    assertThat(wrong.json().toString()).doesNotContain("canary");
    assertThat(new Ask().with("n", "guess").query(query).codes())
        .containsExactly("INVALID_CREDENTIALS");
    for (int i = 0; i < 4; i++) {
      new Ask().with("n", "guess").query(query);
    }
    sent();
    assertThat(new Ask().with("n", "guess").query(query).codes()).containsExactly("RATE_LIMITED");
    assertThat(sent()).isEmpty();
  }

  @Test
  void withoutAClientNothingIsSent() {
    assertThat(
            new Ask()
                .query(
                    "mutation{exchangeAuthorizationCode(code:\"x\",redirectUri:\"https://a.example\"){accessToken}}")
                .codes())
        .containsExactly("INVALID_CLIENT");
    assertThat(
            new Ask()
                .query(
                    "mutation{refreshAccessToken(refreshToken:\"x\",clientId:\"c\"){accessToken}}")
                .codes())
        .containsExactly("INVALID_CLIENT");
    assertThat(sent()).isEmpty();
  }
}
