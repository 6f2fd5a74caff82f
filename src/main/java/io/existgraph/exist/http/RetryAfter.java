package io.existgraph.exist.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The `Retry-After` header: seconds or a date to come, and anything else is as good as none.
final class RetryAfter {
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  static @Nullable Duration read(@Nullable String header, Instant now) {
    Duration told = header == null ? null : parsed(header.trim(), now);
    return told == null || !told.isPositive() ? null : told;
  }

  private static @Nullable Duration parsed(String text, Instant now) {
    if (!text.isEmpty() && text.chars().allMatch(it -> it >= '0' && it <= '9')) {
      return text.length() > MOST_DIGITS ? null : Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, until);
    } catch (DateTimeException junk) {
      return null;
    }
  }
}
