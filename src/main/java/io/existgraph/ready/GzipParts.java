package io.existgraph.ready;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The fixed parts of a body, compressed once, so that live parts can be put between them without
/// compressing anything: each fixed part ends at a full flush, each live one is a stored block.
record GzipParts(List<CompressedPart> fixed) {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0};
  private static final int BLOCK_BYTES = 5;
  private static final int TRAILER_BYTES = 8;
  private static final int BUFFER_BYTES = 8192;

  /// A compressed part, the checksum and length of its text, and what the length shifts checksums
  /// by.
  @SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
  private record CompressedPart(byte[] deflated, int crc, int length, int shift) {}

  static GzipParts of(List<byte[]> texts) {
    return new GzipParts(
        texts.stream()
            .map(
                text ->
                    new CompressedPart(
                        deflated(text),
                        Crc32Combination.of(text),
                        text.length,
                        Crc32Combination.shift(text.length)))
            .toList());
  }

  private static byte[] deflated(byte[] text) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, /* nowrap= */ true)) {
      deflater.setInput(text);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      int length;
      do {
        length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
        bytes.write(buffer, 0, length);
      } while (length == buffer.length);
      return bytes.toByteArray();
    }
  }

  /// A whole body as a gzip stream.
  static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, BUFFER_BYTES)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  int weight() {
    return fixed.stream().mapToInt(part -> part.deflated().length).sum();
  }

  /// The whole of a gzip stream with these live parts, one after each fixed part; each shorter than
  /// 64 KiB.
  List<byte[]> with(List<byte[]> live) {
    List<byte[]> parts = new ArrayList<>(2 * live.size() + 2);
    parts.add(HEADER);
    int crc = 0;
    int length = 0;
    for (int i = 0; i < live.size(); i++) {
      CompressedPart text = fixed.get(i);
      byte[] part = live.get(i);
      parts.add(text.deflated());
      parts.add(stored(part, i == live.size() - 1));
      crc = Crc32Combination.combine(crc, text.crc(), text.shift());
      crc =
          Crc32Combination.combine(
              crc, Crc32Combination.of(part), Crc32Combination.shift(part.length));
      length += text.length() + part.length;
    }
    parts.add(littleEndian(TRAILER_BYTES).putInt(crc).putInt(length).array());
    return parts;
  }

  private static byte[] stored(byte[] text, boolean isLast) {
    return littleEndian(BLOCK_BYTES + text.length)
        .put((byte) (isLast ? 1 : 0))
        .putShort((short) text.length)
        .putShort((short) ~text.length)
        .put(text)
        .array();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
