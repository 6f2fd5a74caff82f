package io.existgraph.graphql;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/// The texts of dates and times in ISO 8601. Those of the dates used last are kept: a response has
/// the same few dates over and over.
final class DateTexts {
  private static final int MAX_KEPT = 512; // a power of two
  private static final DateText[] KEPT = new DateText[MAX_KEPT];
  private static final int TIME_LENGTH = "T00:00:00".length();
  private static final int MAX_YEAR = 9999;

  /// A date and its text. Immutable, so that threads may read it without a lock.
  private record DateText(LocalDate date, String text) {}

  private DateTexts() {}

  /// The text of a `LocalDate`, or of what prints itself.
  static String of(Object value) {
    return value instanceof LocalDate date ? of(date) : value.toString();
  }

  private static String of(LocalDate date) {
    int place = (int) date.toEpochDay() & (MAX_KEPT - 1);
    DateText known = KEPT[place];
    if (known == null || !known.date.equals(date)) {
      known = new DateText(date, date.toString());
      KEPT[place] = known;
    }
    return known.text;
  }

  /// The text of an `OffsetDateTime`, with seconds.
  static String ofDateTime(Object value) {
    OffsetDateTime time = (OffsetDateTime) value;
    if (time.getNano() != 0 || time.getYear() < 0 || time.getYear() > MAX_YEAR) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
    String date = of(time.toLocalDate());
    String offset = time.getOffset().getId();
    StringBuilder text =
        new StringBuilder(date.length() + TIME_LENGTH + offset.length()).append(date);
    append(text, 'T', time.getHour());
    append(text, ':', time.getMinute());
    append(text, ':', time.getSecond());
    return text.append(offset).toString();
  }

  private static void append(StringBuilder text, char before, int number) {
    text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
