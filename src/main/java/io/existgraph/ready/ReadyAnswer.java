package io.existgraph.ready;

import io.existgraph.operation.AnswerBasis;
import io.existgraph.ratelimit.RateLimitStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finished response and what it rests on. Its fixed parts are kept as they are sent: plain, or
/// compressed where `gzip` is not null.
record ReadyAnswer(
    AnswerBasis basis,
    BodyTemplate body,
    @Nullable GzipParts gzip,
    int fixedLength,
    String contentType) {
  private static final int OBJECT_BYTES = 600;
  private static final int PART_BYTES = 100;

  static ReadyAnswer plain(AnswerBasis basis, BodyTemplate body, String contentType) {
    return new ReadyAnswer(basis, body, null, length(body.fixed()), contentType);
  }

  static ReadyAnswer compressed(AnswerBasis basis, BodyTemplate body, String contentType) {
    GzipParts gzip = GzipParts.of(body.fixed());
    BodyTemplate without = new BodyTemplate(List.of(), body.live());
    return new ReadyAnswer(basis, without, gzip, length(body.fixed()), contentType);
  }

  private static int length(List<byte[]> parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    return length;
  }

  /// Estimated size on the heap in bytes.
  int weight() {
    int bytes = gzip == null ? fixedLength : gzip.weight();
    return OBJECT_BYTES + PART_BYTES * body.live().size() + bytes;
  }

  /// The body as of now; null where it has grown or shrunk over the length from which on bodies are
  /// compressed.
  @Nullable ReadyBody body(
      Instant now, RateLimitStatus status, Compression compression, boolean acceptsGzip) {
    List<byte[]> live = body.liveBytes(now, status);
    int length = fixedLength + length(live);
    boolean isCompressed = acceptsGzip && compression.appliesTo(length);
    if (isCompressed != (gzip != null)) {
      return null;
    }
    List<byte[]> parts = gzip == null ? plain(live) : gzip.with(live);
    return new ReadyBody(parts, length(parts), isCompressed, contentType);
  }

  private List<byte[]> plain(List<byte[]> live) {
    List<byte[]> parts = new ArrayList<>(2 * live.size());
    for (int i = 0; i < live.size(); i++) {
      parts.add(body.fixed().get(i));
      parts.add(live.get(i));
    }
    return parts;
  }
}
