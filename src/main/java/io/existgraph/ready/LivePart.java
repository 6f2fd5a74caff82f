package io.existgraph.ready;

import io.existgraph.operation.LiveValues;
import io.existgraph.ratelimit.RateLimitStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// A part of a response body that is written anew for each response.
sealed interface LivePart {
  byte[] bytes(Instant now, RateLimitStatus status);

  /// The time of now in a zone, as the scalar `DateTime` prints it.
  record LocalTime(ZoneId zone) implements LivePart {
    @Override
    public byte[] bytes(Instant now, RateLimitStatus status) {
      return text(LiveValues.timeIn(zone, now)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
  }

  /// The end of every body: the value of `extensions.exist.rateLimit`, and three closing braces.
  record Tail() implements LivePart {
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
