package io.existgraph.relay;

import io.existgraph.data.ListQuery.RowPosition;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/// The encoding of cursors: the end of a page as an opaque text.
public final class CursorCodec {
  private static final String VERSION = "1";

  /// The version with the rows that came up to the position.
  private static final String VERSION_WITH_SEEN = "2";

  private static final int PARTS = 4;
  private static final int MAX_CHARACTERS = 2000;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private CursorCodec() {}

  public static String of(RowPosition position) {
    boolean hasSeen = !position.seen().isEmpty();
    String text =
        String.join(
            "\n",
            hasSeen ? VERSION_WITH_SEEN : VERSION,
            position.scope(),
            String.valueOf(position.offset()),
            hasSeen ? text(position.seen()) + "\n" + position.identity() : position.identity());
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Three bytes for each.
  private static String text(Set<Integer> numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int number : numbers) {
      bytes.write(number >> 16);
      bytes.write(number >> 8);
      bytes.write(number);
    }
    return ENCODER.encodeToString(bytes.toByteArray());
  }

  /// Fails with [Failure.BadRequest] when the text is not a valid cursor.
  public static RowPosition read(String cursor) {
    if (cursor.length() > MAX_CHARACTERS) {
      throw notOurs();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split("\n", PARTS);
      int offset = parts.length == PARTS ? Integer.parseInt(parts[2]) : -1;
      if (offset >= 0 && offset < 10_000_000) {
        return read(parts[0], parts[1], offset, parts[3]);
      }
    } catch (IllegalArgumentException notBase64) {
      // reported below
    }
    throw notOurs();
  }

  private static RowPosition read(String version, String scope, int offset, String rest) {
    if (VERSION.equals(version)) {
      return new RowPosition(scope, offset, rest);
    }
    String[] parts = rest.split("\n", 2);
    if (VERSION_WITH_SEEN.equals(version) && parts.length == 2) {
      return new RowPosition(scope, offset, parts[1], numbers(parts[0]));
    }
    throw notOurs();
  }

  private static Set<Integer> numbers(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    Set<Integer> numbers = new TreeSet<>();
    for (int i = 0; i + 2 < bytes.length; i += 3) {
      numbers.add((bytes[i] & 0xFF) << 16 | (bytes[i + 1] & 0xFF) << 8 | (bytes[i + 2] & 0xFF));
    }
    return numbers;
  }

  private static FailureException notOurs() {
    return new Failure.BadRequest("The cursor is not one of this list.").asException();
  }
}
