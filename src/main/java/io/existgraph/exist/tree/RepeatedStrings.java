package io.existgraph.exist.tree;

import org.jspecify.annotations.Nullable;

/// The latest short strings of one document, many of which are there again and again: dates, names
/// and labels. It ends with the document, whose strings may be secrets.
final class RepeatedStrings {
  /// Longer ones are rarely repeated.
  static final int MAX_LENGTH = 40;

  private static final int MIN_SIZE = 16;
  private static final int MAX_SIZE = 512;
  private static final int BYTES_PER_STRING = 64;

  private final @Nullable JsonString[] latest;

  /// For a document of that many bytes.
  RepeatedStrings(int bytes) {
    int size = Math.clamp(bytes / BYTES_PER_STRING, MIN_SIZE, MAX_SIZE);
    this.latest = new JsonString[Integer.highestOneBit(size)];
  }

  JsonString of(char[] characters, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int slot = (hash ^ (hash >>> 9)) & (latest.length - 1);
    JsonString known = latest[slot];
    if (known == null || !isEqual(known.text(), characters, from, length)) {
      known = new JsonString(new String(characters, from, length));
      latest[slot] = known;
    }
    return known;
  }

  private static boolean isEqual(String text, char[] characters, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != characters[from + i]) {
        return false;
      }
    }
    return true;
  }
}
