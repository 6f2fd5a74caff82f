package io.existgraph.data;

import java.util.LinkedHashMap;
import java.util.Map;

/// What one exchange told, topic by topic.
public final class DecodedResponse {
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

  /// What one of its facts weighs in memory: decoded, JSON takes about three times its size, and
  /// days that were left out of it weigh as much as others.
  public int weightOf(Object fact) {
    return Math.max(3 * bytes / facts.size(), fact instanceof DailyValues book ? book.weight() : 0);
  }
}
