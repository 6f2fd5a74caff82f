package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Signing in.
class TokensTest extends GatewayTest {
  @Test
  void theAddressToSendABrowserToIsMadeHere() {
    Reply reply =
        new Ask()
            .with("scope", List.of("read", "write"))
            .query(
                """
                query($scope:[String!]!){authorizationUrl(clientId:"my client",
                  redirectUri:"https://app.example/back?x=1&y=2", scope:$scope, state:"a b&c")}\
                """)
            .withoutErrors();
    assertThat(reply.at("authorizationUrl").asString())
        .endsWith(
            "/oauth2/authorize?response_type=code&client_id=my%20client"
                + "&redirect_uri=https%3A%2F%2Fapp.example%2Fback%3Fx%3D1%26y%3D2"
                + "&scope=read%20write&state=a%20b%26c");
    assertThat(sent()).isEmpty();
  }

  @Test
  void anAddressThatIsNotAbsoluteOrHasAFragmentIsRefused() {
    for (String uri :
        List.of(
            "javascript:alert(1)",
            "data:text/html,x",
            "/back",
            "",
            "https:",
            "https://a.example/#x",
            "https://a.example/a b",
            "https://a.example/\n")) {
      assertThat(redirect(uri).codes()).as(uri).containsExactly("BAD_REQUEST");
    }
  }

  @Test
  void anyOtherAddressIsComparedByExist() {
    for (String uri :
        List.of(
            "http://app.example/",
            "http://[::1]:8080/back",
            "http://127.0.0.1:45101/cb",
            "com.example.app:/back",
            "urn:ietf:wg:oauth:2.0:oob",
            "https://bücher.example/?x=1")) {
      assertThat(redirect(uri).withoutErrors().at("authorizationUrl").asString())
          .contains("redirect_uri=" + URLEncoder.encode(uri, StandardCharsets.UTF_8));
    }
  }

  private Reply redirect(String uri) {
    return new Ask()
        .with("uri", uri)
        .query(
            "query($uri:String!){authorizationUrl("
                + "clientId:\"c\",redirectUri:$uri,scope:[],state:\"s\")}");
  }

  @Test
  void aCodeChallengeGoesWithTheAddress() {
    String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    String address =
        "{authorizationUrl(clientId:\"c\",redirectUri:\"https://a.example/\",scope:[\"read\"],"
            + "state:\"s\",codeChallenge:\"%s\")}";
    assertThat(
            new Ask()
                .query(address.formatted(challenge))
                .withoutErrors()
                .at("authorizationUrl")
                .asString())
        .endsWith("&code_challenge=" + challenge + "&code_challenge_method=S256");
    assertThat(new Ask().query(address.formatted("short")).codes()).containsExactly("BAD_REQUEST");
  }

  @Test
  void aWrongPasswordIsToldWithoutSayingWhatWasWrongAndGuessingIsSlowed() {
    String query =
        "mutation($n:String!){requestToken(username:$n,password:\"canary-password\"){accessToken}}";
    Reply wrong = new Ask().with("n", "demo").query(query);
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
