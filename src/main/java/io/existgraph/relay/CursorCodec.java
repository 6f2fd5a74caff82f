package io.existgraph.relay;

import io.existgraph.data.ListQuery.RowPosition;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The encoding of cursors: the end of a page as an opaque text.
public final class CursorCodec {
  private static final String VERSION = "1";
  private static final int PARTS = 4;
  private static final int MOST_CHARACTERS = 2000;

  private CursorCodec() {}

  public static String of(RowPosition position) {
    String text =
        String.join(
            "\n",
            VERSION,
            position.scope(),
            String.valueOf(position.offset()),
            position.identity());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Fails with [Failure.BadRequest] when the text is not a valid cursor.
  public static RowPosition read(String cursor) {
    if (cursor.length() > MOST_CHARACTERS) {
      throw notOurs();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split("\n", PARTS);
      int offset = parts.length == PARTS ? Integer.parseInt(parts[2]) : -1;
      if (offset >= 0 && offset < 10_000_000 && VERSION.equals(parts[0])) {
        return new RowPosition(parts[1], offset, parts[3]);
      }
    } catch (IllegalArgumentException notBase64) {
      // reported below
    }
    throw notOurs();
  }

  private static FailureException notOurs() {
    return new Failure.BadRequest("The cursor is not one of this list.").asException();
  }
}
