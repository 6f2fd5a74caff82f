package io.existgraph.ready;

import io.existgraph.operation.LiveValues;
import io.existgraph.ratelimit.RateLimitStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A response body as parts that alternate: one that stays the same, one that is live. The last
/// part is the rate limit.
record BodyTemplate(List<byte[]> fixed, List<LivePart> live) {
  private static final byte[] BEFORE_TAIL = "\"rateLimit\":".getBytes(StandardCharsets.ISO_8859_1);

  /// Finds the live parts in a body. Null where it is not certain which they are, or where they do
  /// not look as they would be written.
  static @Nullable BodyTemplate of(byte[] body, LiveValues values, RateLimitStatus status) {
    byte[] tail = new LivePart.RateLimitPart().bytes(Instant.EPOCH, status);
    int tailAt = body.length - tail.length;
    int nameAt = tailAt - BEFORE_TAIL.length;
    if (nameAt < 0
        || !Arrays.equals(body, tailAt, body.length, tail, 0, tail.length)
        || !Arrays.equals(body, nameAt, tailAt, BEFORE_TAIL, 0, BEFORE_TAIL.length)) {
      return null;
    }
    TreeMap<Integer, LocalTimeText> texts = localTimes(body, tailAt, values.localTimes());
    return texts == null ? null : split(body, tailAt, texts);
  }

  /// A local time in a body: its length, and its zone.
  private record LocalTimeText(int length, ZoneId zone) {}

  /// By position. As many as there are fields, or null.
  private static @Nullable TreeMap<Integer, LocalTimeText> localTimes(
      byte[] body, int end, List<LiveValues.LocalTimeField> fields) {
    TreeMap<Integer, LocalTimeText> found = new TreeMap<>();
    if (fields.isEmpty()) {
      return found;
    }
    Map<String, ZoneId> zones = new HashMap<>();
    for (LiveValues.LocalTimeField field : fields) {
      ZoneId other = zones.put(LivePart.LocalTimePart.text(field.value()), field.zone());
      if (other != null && !other.equals(field.zone())) {
        return null;
      }
    }
    String text = new String(body, 0, end, StandardCharsets.ISO_8859_1);
    zones.forEach((time, zone) -> addAll(text, time, zone, found));
    return found.size() == fields.size() ? found : null;
  }

  private static void addAll(
      String text, String time, ZoneId zone, Map<Integer, LocalTimeText> found) {
    String quoted = '"' + time + '"';
    for (int at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) {
      found.put(at + 1, new LocalTimeText(time.length(), zone));
    }
  }

  private static BodyTemplate split(
      byte[] body, int tailAt, TreeMap<Integer, LocalTimeText> texts) {
    List<byte[]> fixed = new ArrayList<>();
    List<LivePart> live = new ArrayList<>();
    int from = 0;
    for (Map.Entry<Integer, LocalTimeText> text : texts.entrySet()) {
      fixed.add(Arrays.copyOfRange(body, from, text.getKey()));
      live.add(new LivePart.LocalTimePart(text.getValue().zone()));
      from = text.getKey() + text.getValue().length();
    }
    fixed.add(Arrays.copyOfRange(body, from, tailAt));
    live.add(new LivePart.RateLimitPart());
    return new BodyTemplate(List.copyOf(fixed), List.copyOf(live));
  }

  List<byte[]> liveBytes(Instant now, RateLimitStatus status) {
    List<byte[]> bytes = new ArrayList<>(live.size());
    for (LivePart part : live) {
      bytes.add(part.bytes(now, status));
    }
    return bytes;
  }
}
