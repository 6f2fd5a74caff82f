package io.existgraph.exist.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.exist.tree.JsonTreeParser;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Profile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static JsonValue json(String text) {
    return JsonTreeParser.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Profile profile(String link) {
    return ProfileDecoder.profile(
        json("{'username':'a','url':'" + link + "','avatar':'" + link + "'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.example", "https://a.example/x?y=1#z", "HTTPS://a.example/"})
  void anAddressOfTheWebIsShownAsItIs(String link) {
    assertThat(profile(link).url()).isEqualTo(link);
    assertThat(profile(link).avatar()).isEqualTo(link);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "//a.example/",
        "a.example",
        "https://",
        " https://a.example",
        "https://a.example/ b",
        "https:a"
      })
  void anyOtherIsNull(String link) {
    assertThat(profile(link).url()).isNull();
    assertThat(profile(link).avatar()).isNull();
  }

  @Test
  void linksInHtmlLoseOtherAddresses() {
    assertThat(
            InsightHtml.withSafeLinks(
                "<p>See <a class=\"x\" href=\"JavaScript:alert(1)\">this</a> and"
                    + " <a href=\"https://a.example/?a=1&amp;b=2\">that</a>"
                    + " <img src=\"data:image/png,x\"></p>"))
        .isEqualTo(
            "<p>See <a class=\"x\">this</a> and"
                + " <a href=\"https://a.example/?a=1&amp;b=2\">that</a> <img></p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain & simple",
        "<div class='number'><b>5<br>km</b></div>",
        "<a href='http://a.example'>x</A>"
      })
  void htmlWithoutSuchLinksIsUnchanged(String html) {
    assertThat(InsightHtml.withSafeLinks(html)).isEqualTo(html);
  }
}
