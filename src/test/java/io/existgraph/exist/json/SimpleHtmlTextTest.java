package io.existgraph.exist.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleHtmlTextTest {
  private static final List<String> PARTS =
      List.of(
          "<div>",
          "</div>",
          "<div class=\"number\">",
          "<span>",
          "</span>",
          "<b id=\"a b\">",
          "</b>",
          "a",
          "b c",
          " ",
          "\n\t",
          "é",
          "漢",
          "1,5 %",
          "\"",
          "&amp;",
          "\u00a0",
          "\u00ad",
          "<br>",
          "<p>",
          "</p>",
          "<div title='a>b'>",
          "<div title=\"a>b\">",
          "<div/>",
          "<DIV>",
          "</div >",
          "<",
          ">",
          "<!-- a -->",
          "<script>",
          "</script>",
          "<span",
          "\u0000",
          "<em>",
          "</em>");

  private static String parsed(String html) {
    return Jsoup.parseBodyFragment(html).body().text().trim();
  }

  @Test
  void isWhatAParserExtracts() {
    Random random = new Random(20_261_128);
    int simple = 0;
    for (int i = 0; i < 50_000; i++) {
      int kinds = random.nextBoolean() ? 14 : PARTS.size();
      String html =
          IntStream.range(0, 1 + random.nextInt(8))
              .mapToObj(_ -> PARTS.get(random.nextInt(kinds)))
              .collect(Collectors.joining());
      String text = SimpleHtmlText.of(html);
      if (text != null) {
        simple++;
        assertThat(text).as(html).isEqualTo(parsed(html));
      }
    }
    assertThat(simple).isGreaterThan(3_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class=\"secondary\">Steps: best day (7 days)</div><div class=\"number\">812</div>",
        "plain",
        "",
        "<div>one</div> two <span>three</span>"
      })
  void usualInsightsAreSimple(String html) {
    assertThat(SimpleHtmlText.of(html)).isEqualTo(parsed(html));
  }
}
