package io.existgraph.exist.json;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The handling of HTML of insights: its links, and its text for insights without a text of their
/// own.
public final class InsightHtml {
  private static final List<String> LINKS =
      List.of("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset");

  private InsightHtml() {}

  /// The text content: blocks separated by a space, entities resolved, scripts and styles removed.
  public static String toPlainText(String html) {
    String simple = SimpleHtmlText.of(html);
    return simple == null ? Jsoup.parseBodyFragment(html).body().text().trim() : simple;
  }

  /// The HTML without links to anything but addresses of the web; unchanged where there are none.
  static String withSafeLinks(String html) {
    return mayHaveLinks(html) ? withoutUnsafeLinks(html) : html;
  }

  /// Whether the HTML contains what is a part of each of the links; most has none of it and needs
  /// no parser.
  private static boolean mayHaveLinks(String html) {
    for (int i = 0; i < html.length(); i++) {
      boolean isMark =
          switch (html.charAt(i)) {
            case 'h', 'H' -> html.regionMatches(true, i, "href", 0, 4);
            case 's', 'S' -> html.regionMatches(true, i, "src", 0, 3);
            case 'a', 'A' -> html.regionMatches(true, i, "action", 0, 6);
            case 'd', 'D' -> html.regionMatches(true, i, "data", 0, 4);
            case 'p', 'P' -> html.regionMatches(true, i, "poster", 0, 6);
            default -> false;
          };
      if (isMark) {
        return true;
      }
    }
    return false;
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
