package io.existgraph.exist.json;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The text of simple HTML, without a parser: of `div` elements, which may enclose each other, and
/// of inline elements that enclose nothing but text, without character references. It is what a
/// parser extracts.
final class SimpleHtmlText {
  private static final Set<String> INLINE = Set.of("span", "b", "strong", "em", "i");
  private static final int MAX_DEPTH = 20;

  private final String html;
  private final StringBuilder text;
  private int depth;
  private @Nullable String inline;

  private SimpleHtmlText(String html) {
    this.html = html;
    this.text = new StringBuilder(html.length());
  }

  /// Null where the HTML is not that simple.
  static @Nullable String of(String html) {
    SimpleHtmlText reader = new SimpleHtmlText(html);
    return reader.read() ? reader.text.toString().trim() : null;
  }

  private boolean read() {
    int at = 0;
    while (at < html.length()) {
      char character = html.charAt(at);
      if (character == '<') {
        int end = html.indexOf('>', at);
        if (end < 0 || !readTag(html.substring(at + 1, end))) {
          return false;
        }
        at = end;
      } else if (isWhitespace(character)) {
        separate();
      } else if (isPlain(character)) {
        text.append(character);
      } else {
        return false;
      }
      at++;
    }
    return depth == 0 && inline == null;
  }

  private static boolean isWhitespace(char character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }

  private static boolean isPlain(char character) {
    return (character > ' ' && character < 0x7f && character != '&')
        || Character.isLetter(character);
  }

  private void separate() {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
      text.append(' ');
    }
  }

  private boolean readTag(String tag) {
    boolean isEnd = tag.startsWith("/");
    int space = tag.indexOf(' ');
    String name = isEnd ? tag.substring(1) : space < 0 ? tag : tag.substring(0, space);
    boolean isWhole = space < 0 || hasOnlyQuotedValues(tag.substring(space));
    if (!isWhole) {
      return false;
    }
    if (name.equals("div")) {
      separate();
      depth += isEnd ? -1 : 1;
      return inline == null && depth >= 0 && depth <= MAX_DEPTH;
    }
    return INLINE.contains(name) && (isEnd ? isEndOfInline(name) : isBeginningOfInline(name));
  }

  /// Whether the attributes end with the tag: a `>` within a value would not end it.
  private static boolean hasOnlyQuotedValues(String attributes) {
    long quotes = attributes.chars().filter(character -> character == '"').count();
    return quotes % 2 == 0
        && attributes.indexOf('\'') < 0
        && attributes.indexOf('<') < 0
        && !attributes.endsWith("/");
  }

  private boolean isBeginningOfInline(String name) {
    boolean isFirst = inline == null;
    inline = name;
    return isFirst;
  }

  private boolean isEndOfInline(String name) {
    boolean isOpen = name.equals(inline);
    inline = null;
    return isOpen;
  }
}
