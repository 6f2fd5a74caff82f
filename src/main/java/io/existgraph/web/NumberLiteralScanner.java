package io.existgraph.web;

/// A scanner of the number literals of a document before it is parsed: GraphQL Java's parser takes
/// microseconds for each digit, whereas strings cost it next to nothing.
final class NumberLiteralScanner extends DocumentScanner {
  private int digits;
  private int longest;
  private int exponent;

  private NumberLiteralScanner(String text) {
    super(text);
  }

  /// What was read. `digits` counts all digits, those in names too; `longest` those before the
  /// exponent of the number that has the most; `exponent` is the one furthest from zero, without
  /// its sign, [Integer#MAX_VALUE] where an `int` cannot hold it.
  record NumberStatistics(int digits, int longest, int exponent) {
    boolean isBeyondBounds() {
      return longest > NumberLimits.MAX_DIGITS || exponent > NumberLimits.MAX_EXPONENT;
    }
  }

  static NumberStatistics of(String text) {
    NumberLiteralScanner scan = new NumberLiteralScanner(text);
    scan.read();
    return new NumberStatistics(scan.digits, scan.longest, scan.exponent);
  }

  private void read() {
    while (!isAtEnd()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipComment();
      } else if (c == '"') {
        skipString();
      } else if (isDigit(c)) {
        readNumber();
      } else if (isNamePart(c)) {
        skipName();
      } else {
        at++;
      }
    }
  }

  private void readNumber() {
    int length = readDigits();
    if (isAt('.')) {
      at++;
      length += readDigits();
    }
    longest = Math.max(longest, length);
    if (isAt('e') || isAt('E')) {
      at++;
      at += isAt('+') || isAt('-') ? 1 : 0;
      int start = at;
      int _ = readDigits();
      exponent = Math.max(exponent, exponent(start));
    }
  }

  private int readDigits() {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    digits += at - start;
    return at - start;
  }

  private int exponent(int start) {
    int value = 0;
    for (int i = start; i < at; i++) {
      int digit = text.charAt(i) - '0';
      if (value > (Integer.MAX_VALUE - digit) / 10) {
        return Integer.MAX_VALUE;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  private void skipName() {
    while (at < text.length() && isNamePart(text.charAt(at))) {
      digits += isDigit(text.charAt(at)) ? 1 : 0;
      at++;
    }
  }
}
