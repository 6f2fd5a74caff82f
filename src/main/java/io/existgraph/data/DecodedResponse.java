package io.existgraph.data;

import java.util.LinkedHashMap;
import java.util.Map;

/// The decoded body of one response: values by cache key.
public final class DecodedResponse {
  private static final int DECODED_BYTES_PER_BYTE = 3;

  private final Map<CacheKey<?>, Object> values = new LinkedHashMap<>();
  private final int bytes;
  private int skippedRows;

  /// `bytes` is the size of the body it came in.
  public DecodedResponse(int bytes) {
    this.bytes = bytes;
  }

  public <T> void add(CacheKey<T> key, T value) {
    values.put(key, value);
    if (value instanceof ListPage<?> page) {
      skipRows(page.size() - page.rows().size());
    }
  }

  /// Counts rows that lacked what the schema promises; those of pages are counted by [#add].
  public void skipRows(int rows) {
    skippedRows += rows;
  }

  public int skippedRows() {
    return skippedRows;
  }

  public Map<CacheKey<?>, Object> values() {
    return Map.copyOf(values);
  }

  /// The estimated size of one of its values on the heap in bytes. Daily values are counted; other
  /// decoded JSON takes about three times its text.
  public int weightOf(Object value) {
    return switch (value) {
      case DailyValues days -> days.weight();
      case RecentValues recent -> recent.weight();
      default -> DECODED_BYTES_PER_BYTE * bytes / values.size();
    };
  }
}
