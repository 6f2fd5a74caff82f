package io.existgraph.exist.json;

import org.jsoup.Jsoup;

/// The plain text of an insight that comes as HTML alone.
public final class HtmlText {
  private HtmlText() {}

  /// Blocks are apart by a space, entities resolved, scripts and styles gone.
  public static String of(String html) {
    return Jsoup.parseBodyFragment(html).body().text().trim();
  }
}
