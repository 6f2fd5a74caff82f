package io.existgraph.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.operation.LiveValues;
import io.existgraph.ratelimit.RateLimitStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Live parts are found where it is certain which they are, and nowhere else.
class BodyTemplateTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00.120Z");
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final RateLimitStatus STATUS =
      new RateLimitStatus(300, 1, 299, 279, Instant.parse("2026-11-24T03:00:01.5Z"));
  private static final String TAIL =
      "\"rateLimit\":{\"limit\":300,\"remaining\":299,\"remainingForReads\":279,\"resetAt\":\"2026-11-24T03:00:01Z\"}}}}";

  private static BodyTemplate template(String body, LiveValues values) {
    return BodyTemplate.of(body.getBytes(StandardCharsets.UTF_8), values, STATUS);
  }

  private static String filled(BodyTemplate template, Instant now, RateLimitStatus status) {
    StringBuilder text = new StringBuilder();
    var live = template.liveBytes(now, status);
    for (int i = 0; i < live.size(); i++) {
      text.append(new String(template.fixed().get(i), StandardCharsets.UTF_8));
      text.append(new String(live.get(i), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  @Test
  void theRateLimitAndLocalTimesAreFilledIn() {
    LiveValues values = new LiveValues();
    String time = LivePart.LocalTimePart.text(values.localTime(NOW, KATHMANDU, "me/localTime"));
    BodyTemplate template = template("{\"é\":\"" + time + "\"," + TAIL, values);
    assertThat(filled(template, NOW, STATUS)).isEqualTo("{\"é\":\"" + time + "\"," + TAIL);
    assertThat(filled(template, NOW.plusMillis(880), new RateLimitStatus(5, 0, 5, 5, null)))
        .isEqualTo(
            "{\"é\":\"2026-11-24T07:45:01+05:45\",\"rateLimit\":{\"limit\":5,\"remaining\":5,"
                + "\"remainingForReads\":5,\"resetAt\":null}}}}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 12, 99, 100, 120, 123, 500, 990, 999})
  void localTimesAreWrittenAsTheScalarWritesThem(int millis) {
    for (String zone : List.of("Z", "Asia/Kathmandu", "America/St_Johns", "Africa/Monrovia")) {
      for (String start : List.of("2026-11-24T02:00:00Z", "1950-01-02T03:04:05Z")) {
        var time = LiveValues.timeIn(ZoneId.of(zone), Instant.parse(start).plusMillis(millis));
        assertThat(LivePart.LocalTimePart.text(time))
            .isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
      }
    }
  }

  @Test
  void aTimeThatStandsElsewhereTooMakesNoTemplate() {
    LiveValues values = new LiveValues();
    String time = '"' + LivePart.LocalTimePart.text(values.localTime(NOW, KATHMANDU, "a")) + '"';
    assertThat(template("{" + time + time + TAIL, values)).isNull();
    assertThat(template("{" + TAIL, values)).isNull();
    values.localTime(NOW, KATHMANDU, "b");
    assertThat(template("{" + time + time + TAIL, values)).isNotNull();
    values.localTime(NOW, ZoneId.of("+05:45"), "c");
    assertThat(template("{" + time + time + time + TAIL, values)).isNull();
  }

  @Test
  void anotherEndMakesNoTemplate() {
    LiveValues none = new LiveValues();
    assertThat(template("{" + TAIL, none)).isNotNull();
    assertThat(template("{" + TAIL + " ", none)).isNull();
    assertThat(template("{" + TAIL.replace("299", "298"), none)).isNull();
    assertThat(template("{" + TAIL.replace("rateLimit", "limitRate"), none)).isNull();
    assertThat(template("}", none)).isNull();
  }
}
