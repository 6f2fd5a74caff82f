package io.existgraph.web;

/// A position in the text of a document that is not parsed yet, and the steps over its strings,
/// comments and names.
abstract class DocumentScanner {
  private static final String BLOCK = "\"\"\"";

  final String text;
  int at;

  DocumentScanner(String text) {
    this.text = text;
  }

  final boolean isAtEnd() {
    return at >= text.length();
  }

  final boolean isAt(char c) {
    return !isAtEnd() && text.charAt(at) == c;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNamePart(char c) {
    return isDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  final void skipComment() {
    while (!isAtEnd() && !isAt('\n') && !isAt('\r')) {
      at++;
    }
  }

  /// Steps over a string or a block string.
  final void skipString() {
    if (text.startsWith(BLOCK, at)) {
      skipBlock();
    } else {
      skipLine();
    }
  }

  private void skipBlock() {
    at += BLOCK.length();
    do {
      int found = text.indexOf(BLOCK, at);
      at = found < 0 ? text.length() : found + BLOCK.length();
    } while (!isAtEnd() && text.charAt(at - BLOCK.length() - 1) == '\\');
  }

  /// A string ends with its line, closed or not.
  private void skipLine() {
    at++;
    while (!isAtEnd()) {
      char c = text.charAt(at++);
      if (c == '"' || c == '\n' || c == '\r') {
        return;
      }
      at += c == '\\' ? 1 : 0;
    }
  }
}
