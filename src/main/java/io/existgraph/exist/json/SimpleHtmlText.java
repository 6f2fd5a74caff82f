package io.existgraph.exist.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text of simple HTML, without a parser: of `div` elements, which may enclose each other, and
/// of inline elements that enclose nothing but text, without character references. It is what a
/// parser extracts.
final class SimpleHtmlText {
  private static final List<String> INLINE = List.of("span", "b", "strong", "em", "i");
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
        if (end < 0 || !readTag(at + 1, end)) {
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

  private boolean readTag(int from, int to) {
    boolean isEnd = html.charAt(from) == '/';
    int space = html.indexOf(' ', from, to);
    boolean isWhole = space < 0 || hasOnlyQuotedValues(space, to);
    if (!isWhole) {
      return false;
    }
    int nameFrom = isEnd ? from + 1 : from;
    int nameTo = isEnd || space < 0 ? to : space;
    if (isName("div", nameFrom, nameTo)) {
      separate();
      depth += isEnd ? -1 : 1;
      return inline == null && depth >= 0 && depth <= MAX_DEPTH;
    }
    for (String name : INLINE) {
      if (isName(name, nameFrom, nameTo)) {
        return isEnd ? isEndOfInline(name) : isBeginningOfInline(name);
      }
    }
    return false;
  }

  private boolean isName(String name, int from, int to) {
    return to - from == name.length() && html.startsWith(name, from);
  }

  /// Whether the attributes end with the tag: a `>` within a value would not end it.
  private boolean hasOnlyQuotedValues(int from, int to) {
    int quotes = 0;
    for (int i = from; i < to; i++) {
      char character = html.charAt(i);
      if (character == '\'' || character == '<') {
        return false;
      }
      quotes += character == '"' ? 1 : 0;
    }
    return quotes % 2 == 0 && html.charAt(to - 1) != '/';
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
