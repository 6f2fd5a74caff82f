package io.existgraph.data;

import java.util.LinkedHashMap;
import java.util.Map;

/// What one exchange told, topic by topic.
public final class DecodedResponse {
  private static final int DECODED_BYTES_PER_BYTE = 3;

  private final Map<CacheKey<?>, Object> facts = new LinkedHashMap<>();
  private final int bytes;
  private int leftOut;

  /// `bytes` is the size of the body it came in.
  public DecodedResponse(int bytes) {
    this.bytes = bytes;
  }

  public <T> void tell(CacheKey<T> topic, T fact) {
    facts.put(topic, fact);
    if (fact instanceof Page<?> page) {
      leaveOut(page.size() - page.rows().size());
    }
  }

  /// Notes rows that lacked what the schema promises; those of pages are noted by themselves.
  public void leaveOut(int rows) {
    leftOut += rows;
  }

  public int leftOut() {
    return leftOut;
  }

  public Map<CacheKey<?>, Object> facts() {
    return Map.copyOf(facts);
  }

  /// The estimated size of one of its values on the heap in bytes. Daily values are counted; other
  /// decoded JSON takes about three times its text.
  public int weightOf(Object value) {
    return switch (value) {
      case DailyValues days -> days.weight();
      case RecentValues recent -> recent.weight();
      default -> DECODED_BYTES_PER_BYTE * bytes / facts.size();
    };
  }
}
