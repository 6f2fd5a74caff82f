package io.existgraph.exist.json;

import org.jsoup.Jsoup;

/// A converter of HTML to plain text, for insights without a text of their own.
public final class HtmlText {
  private HtmlText() {}

  /// The text content: blocks separated by a space, entities resolved, scripts and styles removed.
  public static String toPlainText(String html) {
    return Jsoup.parseBodyFragment(html).body().text().trim();
  }
}
