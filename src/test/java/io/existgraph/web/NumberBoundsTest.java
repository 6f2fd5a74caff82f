package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers just within and just beyond the bounds, wherever a request can have one.
class NumberBoundsTest extends HttpFace {
  private static final String READ =
      "query($n:Int){me{attribute(name:\"steps\"){values(last:$n){value}}}}";
  private static final String NINES = "9".repeat(400);

  @ParameterizedTest
  @ValueSource(strings = {"1e401", "1E+401", "-1e401", "1e-401", "0e401", "0.1e402", "1.5e-401"})
  void anExponentBeyondTheBoundIsABadRequest(String number) {
    assertRefused(number);
  }

  @Test
  void moreDigitsThanTheBoundAreABadRequest() {
    assertRefused("9" + NINES);
    assertRefused("-" + NINES + "9");
    assertRefused(NINES + ".5");
    assertRefused("1." + NINES);
  }

  private void assertRefused(String number) {
    for (String field : new String[] {"variables", "extensions"}) {
      for (String value : new String[] {number, "[[" + number + "]]", "{\"a\":" + number + "}"}) {
        String object = "{\"n\":" + value + "}";
        assertRefused(post(body("{__typename}", field, object)));
        assertRefused(get("query", "{__typename}", field, object));
      }
    }
    assertRefused(run("{me{attribute(name:\"steps\"){values(last:" + number + "){value}}}}"));
    assertRefused(run("query($n:Float=" + number + "){__typename}"));
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("BAD_REQUEST");
    assertThat(message(response))
        .isEqualTo("A number has more than 400 digits, or an exponent beyond 400.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e400", "-1e-400", "4.9e-324", "1.7976931348623157e308", "0.1", "7", "-0.0"})
  void aNumberWithinTheBoundsIsRead(String number) {
    assertRead(number);
  }

  @Test
  void asManyDigitsAsTheBoundAreRead() {
    assertRead(NINES);
    assertRead("-" + NINES);
    assertRead("0." + "0".repeat(99) + "9".repeat(300));
  }

  private void assertRead(String number) {
    String object = "{\"n\":[" + number + "]}";
    for (String field : new String[] {"variables", "extensions"}) {
      assertThat(post(body("{__typename}", field, object)).statusCode()).isEqualTo(200);
      assertThat(get("query", "{__typename}", field, object).statusCode()).isEqualTo(200);
    }
    var literal = run("{me{attribute(name:\"steps\"){values(last:" + number + "){value}}}}");
    assertThat(message(literal)).doesNotContain("digits");
    var variable = post(body(READ, "variables", "{\"n\":" + number + "}"), "Accept", GRAPHQL);
    assertThat(code(variable)).isIn("BAD_REQUEST", "UNAUTHENTICATED");
    assertThat(message(variable)).doesNotContain("digits");
  }

  private static String body(String document, String field, String object) {
    return json(Map.of("query", document, field, 0))
        .replace("\"" + field + "\":0", "\"" + field + "\":" + object);
  }
}
