package io.existgraph.exist.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The `Retry-After` header: seconds or a future date. Anything else is ignored.
final class RetryAfter {
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  static @Nullable Duration read(@Nullable String header, Instant now) {
    Duration delay = header == null ? null : parsed(header.trim(), now);
    return delay == null || !delay.isPositive() ? null : delay;
  }

  private static @Nullable Duration parsed(String text, Instant now) {
    if (!text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      return text.length() > MAX_DIGITS ? null : Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, until);
    } catch (DateTimeException ignored) {
      return null;
    }
  }
}
