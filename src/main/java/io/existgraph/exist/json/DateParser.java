package io.existgraph.exist.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A parser of the dates `yyyy-MM-dd` and the seconds `yyyy-MM-ddTHH:mm:ss`, with `Z` or an offset
/// such as `+10:00`, that responses are full of, without a formatter.
final class DateParser {
  static final int LENGTH = 10;

  private static final int OFFSET = 19;
  private static final int MAX_OFFSET_HOURS = 17;
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

  /// The second with offset that a text is; null where it has another form, which is not to say
  /// that it is none.
  static @Nullable OffsetDateTime secondOf(String text) {
    ZoneOffset offset = offset(text);
    LocalDate date = offset == null ? null : beginningOf(text);
    if (date == null
        || offset == null
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    boolean isTime =
        hour != NO_NUMBER
            && hour < 24
            && minute != NO_NUMBER
            && minute < 60
            && second != NO_NUMBER
            && second < 60;
    return isTime ? OffsetDateTime.of(date, LocalTime.of(hour, minute, second), offset) : null;
  }

  /// The offset behind the second; null where there is none, or an unusual one.
  private static @Nullable ZoneOffset offset(String text) {
    if (text.length() == OFFSET + 1) {
      return text.charAt(OFFSET) == 'Z' ? ZoneOffset.UTC : null;
    }
    if (text.length() != OFFSET + 6 || text.charAt(OFFSET + 3) != ':') {
      return null;
    }
    char sign = text.charAt(OFFSET);
    int hours = number(text, OFFSET + 1, OFFSET + 3);
    int minutes = number(text, OFFSET + 4, OFFSET + 6);
    boolean isOffset =
        (sign == '+' || sign == '-')
            && hours != NO_NUMBER
            && hours <= MAX_OFFSET_HOURS
            && minutes != NO_NUMBER
            && minutes < 60;
    int seconds = 60 * (60 * hours + minutes);
    return isOffset ? ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds) : null;
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
