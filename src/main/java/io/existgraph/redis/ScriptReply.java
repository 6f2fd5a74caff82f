package io.existgraph.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The reply of a script: a list of numbers, byte strings and lists.
public record ScriptReply(List<@Nullable Object> items) {
  public int size() {
    return items.size();
  }

  /// The number at the index, which may be a string of digits.
  public long number(int index) {
    Object item = items.get(index);
    return item instanceof Long number ? number : Long.parseLong(text(index));
  }

  public byte[] bytes(int index) {
    if (items.get(index) instanceof byte[] bytes) {
      return bytes;
    }
    throw new IllegalStateException("no string at " + index);
  }

  public String text(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  /// The items as texts.
  public List<String> texts() {
    return IntStream.range(0, items.size()).mapToObj(this::text).toList();
  }

  /// Whether there is nothing at the index.
  public boolean isNull(int index) {
    return items.get(index) == null;
  }

  /// The list at the index.
  @SuppressWarnings("unchecked") // lists of a reply hold the same kinds of items
  public ScriptReply list(int index) {
    return items.get(index) instanceof List<?> list
        ? new ScriptReply((List<@Nullable Object>) list)
        : new ScriptReply(List.of());
  }
}
