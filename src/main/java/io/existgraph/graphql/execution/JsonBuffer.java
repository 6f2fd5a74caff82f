package io.existgraph.graphql.execution;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A buffer of JSON under construction, in UTF-8. What was written last can be taken back.
final class JsonBuffer {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int ESCAPE_LENGTH = 6;
  private static final int MIN_CAPACITY = 256;

  /// The character behind the backslash, by ASCII character; 0 needs no escape, 1 needs one by
  /// code.
  private static final byte[] ESCAPES = escapes();

  private byte[] bytes;
  private int length;

  /// `capacity` is what is expected, in bytes.
  JsonBuffer(int capacity) {
    this.bytes = new byte[Math.max(MIN_CAPACITY, capacity)];
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, 0x20, (byte) 1);
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }

  int length() {
    return length;
  }

  void truncate(int to) {
    length = to;
  }

  /// Moves what was written since `from` back to `to`.
  void moveBack(int from, int to) {
    byte[] moved = Arrays.copyOfRange(bytes, from, length);
    System.arraycopy(bytes, to, bytes, to + moved.length, from - to);
    System.arraycopy(moved, 0, bytes, to, moved.length);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  JsonBytes toJsonBytes() {
    return new JsonBytes(bytes, length);
  }

  private void reserve(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }

  void write(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void write(byte[] raw) {
    reserve(raw.length);
    System.arraycopy(raw, 0, bytes, length, raw.length);
    length += raw.length;
  }

  void writeNull() {
    write(NULL);
  }

  @SuppressWarnings("deprecation") // the characters are ASCII: their low bytes are all there is
  void writeAscii(String text) {
    int count = text.length();
    reserve(count);
    text.getBytes(0, count, bytes, length);
    length += count;
  }

  void write(long number) {
    writeAscii(Long.toString(number));
  }

  /// A string in quotes. Fails on half of a surrogate pair, which has no UTF-8.
  void writeString(String text) {
    int count = text.length();
    reserve(count + 2);
    byte[] into = bytes;
    int at = length;
    into[at++] = '"';
    for (int i = 0; i < count; i++) {
      char letter = text.charAt(i);
      if (letter >= 0x80 || ESCAPES[letter] != 0) {
        length = at;
        writeRest(text, i);
        return;
      }
      into[at++] = (byte) letter;
    }
    into[at++] = '"';
    length = at;
  }

  private void writeRest(String text, int from) {
    reserve(Math.multiplyExact(ESCAPE_LENGTH, text.length() - from) + 1);
    for (int i = from; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < 0x80) {
        writeEscaped(letter);
      } else if (letter < 0x800) {
        bytes[length++] = (byte) (0xC0 | (letter >> 6));
        bytes[length++] = (byte) (0x80 | (letter & 0x3F));
      } else if (!Character.isSurrogate(letter)) {
        bytes[length++] = (byte) (0xE0 | (letter >> 12));
        bytes[length++] = (byte) (0x80 | ((letter >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (letter & 0x3F));
      } else {
        writePair(letter, ++i < text.length() ? text.charAt(i) : 0);
      }
    }
    bytes[length++] = '"';
  }

  private void writeEscaped(char letter) {
    byte escape = ESCAPES[letter];
    if (escape == 0) {
      bytes[length++] = (byte) letter;
      return;
    }
    bytes[length++] = '\\';
    if (escape != 1) {
      bytes[length++] = escape;
      return;
    }
    bytes[length++] = 'u';
    bytes[length++] = '0';
    bytes[length++] = '0';
    bytes[length++] = HEX[letter >> 4];
    bytes[length++] = HEX[letter & 0xF];
  }

  private void writePair(char high, char low) {
    if (!Character.isSurrogatePair(high, low)) {
      throw new IllegalArgumentException("half of a surrogate pair");
    }
    int point = Character.toCodePoint(high, low);
    bytes[length++] = (byte) (0xF0 | (point >> 18));
    bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
    bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    bytes[length++] = (byte) (0x80 | (point & 0x3F));
  }
}
