package io.existgraph.web;

import java.util.Set;

/// A filter that replaces the descriptions of operations, fragments and their variables by blanks.
/// GraphQL of September 2025 has them; the parser of GraphQL Java 25 refuses them. Every other
/// character keeps its line and column, and other strings are left as they are.
final class DescriptionEraser extends DocumentScanner {
  private static final Set<String> DEFINITIONS =
      Set.of("query", "mutation", "subscription", "fragment");

  /// What the previous token was; a name or number stands for all others.
  private static final char START = 0;

  private static final char NAME = 'a';
  private static final int NONE = -1;

  private final StringBuilder erased;
  private char previous = START;
  private int braces;
  private int brackets;
  private int parentheses;
  private int descriptionStart = NONE;
  private int descriptionEnd;

  private DescriptionEraser(String text) {
    super(text);
    this.erased = new StringBuilder(text);
  }

  static String erased(String text) {
    if (text.indexOf('"') < 0) {
      return text;
    }
    DescriptionEraser eraser = new DescriptionEraser(text);
    eraser.read();
    return eraser.erased.toString();
  }

  private void read() {
    while (!isAtEnd()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipComment();
      } else if (c == '"') {
        readString();
      } else if (isNamePart(c)) {
        readName();
      } else {
        readPunctuator(c);
        at++;
      }
    }
  }

  private void readString() {
    int start = at;
    skipString();
    boolean isDescription = isDescriptionExpected() && isClosed(start);
    descriptionStart = isDescription ? start : NONE;
    descriptionEnd = at;
    previous = isDescription ? '"' : NAME;
  }

  /// Between definitions, or between the definitions of variables: arguments and default values
  /// follow a colon or an equals sign.
  private boolean isDescriptionExpected() {
    if (braces > 0 || brackets > 0 || previous == '"') {
      return false;
    }
    return parentheses > 0
        ? previous != ':' && previous != '='
        : previous == START || previous == '}';
  }

  private boolean isClosed(int start) {
    return at <= text.length() && at > start + 1 && text.charAt(at - 1) == '"';
  }

  private void readName() {
    int start = at;
    while (!isAtEnd() && isNamePart(text.charAt(at))) {
      at++;
    }
    finishDescription(parentheses == 0 && DEFINITIONS.contains(text.substring(start, at)));
    previous = NAME;
  }

  private void readPunctuator(char c) {
    if (Character.isWhitespace(c) || c == ',' || c == '\uFEFF') {
      return;
    }
    finishDescription(parentheses == 0 ? c == '{' : c == '$');
    switch (c) {
      case '{' -> braces++;
      case '}' -> braces--;
      case '[' -> brackets++;
      case ']' -> brackets--;
      case '(' -> parentheses++;
      case ')' -> parentheses--;
      default -> {}
    }
    previous = c;
  }

  private void finishDescription(boolean isFollowedByDefinition) {
    if (descriptionStart != NONE && isFollowedByDefinition) {
      for (int i = descriptionStart; i < descriptionEnd; i++) {
        if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
          erased.setCharAt(i, ' ');
        }
      }
    }
    descriptionStart = NONE;
  }
}
