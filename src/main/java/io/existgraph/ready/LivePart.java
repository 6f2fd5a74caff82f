package io.existgraph.ready;

import io.existgraph.operation.LiveValues;
import io.existgraph.ratelimit.RateLimitStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// A part of a response body that is written anew for each response.
sealed interface LivePart {
  byte[] bytes(Instant now, RateLimitStatus status);

  /// The time of now in a zone, as the scalar `DateTime` prints it.
  record LocalTimePart(ZoneId zone) implements LivePart {
    private static final int MAX_CHARS = 32;
    private static final int NANOS_PER_MILLI = 1_000_000;

    @Override
    public byte[] bytes(Instant now, RateLimitStatus status) {
      return text(LiveValues.timeIn(zone, now)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(OffsetDateTime time) {
      StringBuilder text = new StringBuilder(MAX_CHARS).append(time.toLocalDate()).append('T');
      appendTwoDigits(text, time.getHour());
      appendTwoDigits(text.append(':'), time.getMinute());
      appendTwoDigits(text.append(':'), time.getSecond());
      appendFraction(text, time.getNano() / NANOS_PER_MILLI);
      return text.append(time.getOffset().getId()).toString();
    }

    private static void appendTwoDigits(StringBuilder text, int number) {
      text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /// Without zeros at its end.
    private static void appendFraction(StringBuilder text, int millis) {
      if (millis > 0) {
        text.append('.');
        for (int rest = millis; rest > 0; rest = rest % 100 * 10) {
          text.append((char) ('0' + rest / 100));
        }
      }
    }
  }

  /// The end of every body: the value of `extensions.exist.rateLimit`, and three closing braces.
  record RateLimitPart() implements LivePart {
    @Override
    public byte[] bytes(Instant now, RateLimitStatus status) {
      Instant resetAt = status.resetAt();
      String time =
          resetAt == null ? null : '"' + resetAt.truncatedTo(ChronoUnit.SECONDS).toString() + '"';
      String text =
          "{\"limit\":"
              + status.limit()
              + ",\"remaining\":"
              + status.remaining()
              + ",\"remainingForReads\":"
              + status.readable()
              + ",\"resetAt\":"
              + time
              + "}}}}";
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
