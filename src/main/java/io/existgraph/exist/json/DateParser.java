package io.existgraph.exist.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A parser of the dates `yyyy-MM-dd` that responses are full of, without a formatter.
final class DateParser {
  static final int LENGTH = 10;

  private static final int NO_NUMBER = -1;

  private DateParser() {}

  /// The date that a text begins with; null where it begins with none.
  static @Nullable LocalDate beginningOf(String text) {
    if (text.length() < LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, LENGTH);
    if (year == NO_NUMBER || month == NO_NUMBER || day == NO_NUMBER) {
      return null;
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
