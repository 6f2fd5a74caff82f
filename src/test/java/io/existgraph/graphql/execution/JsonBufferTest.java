package io.existgraph.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// JSON is written as the mapper writes it.
class JsonBufferTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static String written(Object value) {
    JsonBuffer buffer = new JsonBuffer(0);
    new LeafWriter(JSON).write(value, buffer);
    return buffer.toJsonBytes().toString();
  }

  @Test
  void stringsAreEscapedAsTheMapperDoes() {
    for (int letter = 0; letter < 0x3000; letter++) {
      if (!Character.isSurrogate((char) letter)) {
        String text = "a" + (char) letter + "b";
        assertThat(written(text)).isEqualTo(JSON.writeValueAsString(text));
      }
    }
  }

  @Test
  void stringsOfAllLengthsAreWrittenWhole() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int rest = random.nextInt(600); rest > 0; rest--) {
        boolean isRare = random.nextInt(20) == 0;
        text.appendCodePoint(isRare ? random.nextInt(0xD800) : ' ' + random.nextInt(90));
        if (random.nextInt(50) == 0) {
          text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
        }
      }
      assertThat(written(text.toString())).isEqualTo(JSON.writeValueAsString(text.toString()));
    }
  }

  @Test
  void halfOfAPairIsRefused() {
    assertThatThrownBy(() -> written("a\uD83D")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> written("\uDE00a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> written("\uD83Da")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersAreWrittenAsTheMapperDoes() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long bits = random.nextLong();
      for (Object number :
          List.of(
              Double.longBitsToDouble(bits),
              random.nextGaussian() * 100,
              random.nextInt(100_000) / 100.0,
              (double) random.nextInt(),
              bits,
              (int) bits,
              Float.intBitsToFloat((int) bits),
              BigDecimal.valueOf(bits, random.nextInt(40) - 20))) {
        assertThat(written(number)).isEqualTo(JSON.writeValueAsString(number));
      }
    }
    for (double special :
        new double[] {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e7, 1e-3}) {
      assertThat(written(special)).isEqualTo(JSON.writeValueAsString(special));
    }
  }

  @Test
  void otherValuesAreLeftToTheMapper() {
    assertThat(written(Map.of("a", List.of(1, true)))).isEqualTo("{\"a\":[1,true]}");
  }

  @Test
  void whatWasWrittenCanBeTakenBack() {
    JsonBuffer buffer = new JsonBuffer(0);
    buffer.writeString("stays");
    int end = buffer.length();
    buffer.writeString("goes".repeat(1_000));
    buffer.truncate(end);
    buffer.writeNull();
    assertThat(buffer.toJsonBytes()).hasToString("\"stays\"null");
  }
}
