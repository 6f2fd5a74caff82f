package io.existgraph.exist.json;

import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The handling of HTML of insights: its links, and its text for insights without a text of their
/// own.
public final class InsightHtml {
  private static final List<String> LINKS =
      List.of("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset");

  /// Of which each of the links contains one, so that most texts need no parser.
  private static final List<String> MARKS = List.of("href", "src", "action", "data", "poster");

  private InsightHtml() {}

  /// The text content: blocks separated by a space, entities resolved, scripts and styles removed.
  public static String toPlainText(String html) {
    String simple = SimpleHtmlText.of(html);
    return simple == null ? Jsoup.parseBodyFragment(html).body().text().trim() : simple;
  }

  /// The HTML without links to anything but addresses of the web; unchanged where there are none.
  static String withSafeLinks(String html) {
    String text = html.toLowerCase(Locale.ROOT);
    return MARKS.stream().noneMatch(text::contains) ? html : withoutUnsafeLinks(html);
  }

  private static String withoutUnsafeLinks(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    boolean isChanged = false;
    for (Element element : document.getAllElements()) {
      for (String attribute : LINKS) {
        if (element.hasAttr(attribute) && !JsonFields.isLink(element.attr(attribute))) {
          element.removeAttr(attribute);
          isChanged = true;
        }
      }
    }
    document.outputSettings().prettyPrint(false);
    return isChanged ? document.body().html() : html;
  }
}
