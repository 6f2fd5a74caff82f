package io.existgraph.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A message of an instance to all: one line of words. `sequence` counts the messages of the
/// instance, beginning with 1.
public record Message(String instance, long sequence, String kind, List<String> words) {
  private static final int HEADER_WORDS = 3;

  /// The message of a line; null if it is none.
  static @Nullable Message parse(String line) {
    List<String> words = split(line);
    if (words.size() < HEADER_WORDS) {
      return null;
    }
    try {
      long sequence = Long.parseLong(words.get(1));
      return new Message(
          words.getFirst(),
          sequence,
          words.get(2),
          List.copyOf(words.subList(HEADER_WORDS, words.size())));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', from)) {
      words.add(line.substring(from, blank));
      from = blank + 1;
    }
    words.add(line.substring(from));
    return words;
  }

  public String word(int index) {
    return words.get(index);
  }

  public long number(int index) {
    return Long.parseLong(words.get(index));
  }

  /// The line without a kind, with which scripts begin theirs.
  static String header(String instance, long sequence) {
    return instance + ' ' + sequence;
  }

  String line() {
    StringJoiner line = new StringJoiner(" ");
    line.add(header(instance, sequence)).add(kind);
    words.forEach(line::add);
    return line.toString();
  }
}
