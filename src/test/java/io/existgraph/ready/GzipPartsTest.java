package io.existgraph.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gzip streams put together of compressed and stored parts are what every decoder takes: the JDK's
/// checks the checksum and the length of the whole.
class GzipPartsTest {
  private final Random random = new Random(1);

  private byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ("{\"name\":\"steps\",\"value\":".charAt(i % 24) ^ random.nextInt(2));
    }
    return text;
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] decoded(List<byte[]> parts) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(joined(parts))).readAllBytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 8_191, 8_192, 8_193, 20_000, 65_535, 65_536, 200_000})
  void aBodyOfAnySizeIsDecodedWithTailsOfAnyLength(int size) throws IOException {
    byte[] body = text(size);
    GzipParts gzip = GzipParts.of(List.of(body));
    for (int length = 0; length <= 120; length += 7) {
      byte[] tail = text(length);
      assertThat(decoded(gzip.with(List.of(tail)))).isEqualTo(joined(List.of(body, tail)));
    }
  }

  @Test
  void partsAreDecodedInTheirOrder() throws IOException {
    for (int count = 1; count < 6; count++) {
      List<byte[]> fixed = new ArrayList<>();
      List<byte[]> live = new ArrayList<>();
      List<byte[]> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        fixed.add(text(random.nextInt(30_000)));
        live.add(text(random.nextInt(60)));
        all.add(fixed.getLast());
        all.add(live.getLast());
      }
      assertThat(decoded(GzipParts.of(fixed).with(live))).isEqualTo(joined(all));
    }
  }

  @Test
  void checksumsAreCombined() {
    for (int length : new int[] {0, 1, 3, 90, 4096, 1 << 20}) {
      byte[] first = text(777);
      byte[] second = text(length);
      CRC32 crc = new CRC32();
      crc.update(first);
      crc.update(second);
      int combined =
          Crc32Combination.combine(
              Crc32Combination.of(first),
              Crc32Combination.of(second),
              Crc32Combination.shift(length));
      assertThat(combined).isEqualTo((int) crc.getValue());
    }
  }

  @Test
  void whatIsRepeatedIsSmaller() {
    byte[] text = "{\"value\":1}".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(GzipParts.of(List.of(text)).weight()).isLessThan(300);
  }
}
