package io.existgraph.exist.tree;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the tree with that of Jackson.
class JsonTreeParserTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "\"\"",
          "\"2026-11-28\"",
          "\"a \\\"quoted\\\" \\u00e9\\t\"",
          "\"漢字 😀\"",
          "\"" + "long ".repeat(300) + "\"",
          "0",
          "-0",
          "-1",
          "127",
          "128",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "12345678901234567890123456789012345678901234567890",
          "0.0",
          "-0.0",
          "1.50",
          "0.7450000000000001",
          "1e2",
          "1E-7",
          "-2.5e+3",
          "1e400",
          "1e-2147483647",
          "1e-2147483648",
          "1e2147483648",
          "1e-214748364701",
          "123456789.12345678901234567890123456789012345678901234567890");

  private static final List<String> BROKEN =
      List.of("", "tru", "1 2", "{", "[1", "nan", "01", "1.", "1e9999999999", "\"a", "'a'", "}");

  private static @Nullable JsonNode jackson(byte[] document) {
    try {
      return JACKSON.readTree(document);
    } catch (JacksonException | ArithmeticException | NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable JsonValue own(byte[] document) {
    try {
      return JsonTreeParser.parse(document);
    } catch (JacksonException | NumberFormatException _) {
      return null;
    }
  }

  private static JsonValue parsed(String document) {
    return JsonTreeParser.parse(document.getBytes(UTF_8));
  }

  private static void assertSame(String document) {
    JsonNode expected = jackson(document.getBytes(UTF_8));
    JsonValue actual = own(document.getBytes(UTF_8));
    if (expected == null || actual == null) {
      assertThat(actual == null).as(document).isEqualTo(expected == null);
    } else {
      assertSame(expected, actual);
    }
  }

  private static void assertSame(JsonNode expected, JsonValue actual) {
    assertThat(actual.isObject()).isEqualTo(expected.isObject());
    assertThat(actual.isArray()).isEqualTo(expected.isArray());
    assertThat(actual.isString()).isEqualTo(expected.isString());
    assertThat(actual.asString()).isEqualTo(expected.asString(""));
    assertThat(actual == JsonLiteral.NULL).isEqualTo(expected.isNull());
    assertThat(actual == JsonLiteral.MISSING).isEqualTo(expected.isMissingNode());
    assertThat(actual instanceof JsonNumber).isEqualTo(expected.isNumber());
    if (actual instanceof JsonNumber(var number)) {
      assertThat(number instanceof BigDecimal).isEqualTo(!expected.isIntegralNumber());
      assertThat(number.doubleValue()).isEqualTo(expected.decimalValue().doubleValue());
    }
    if (actual instanceof JsonObject object) {
      assertThat(object.fields()).containsExactlyElementsOf(expected.propertyNames());
      for (String field : object.fields()) {
        assertSame(expected.path(field), object.path(field));
      }
    }
    List<JsonNode> elements = expected.valueStream().toList();
    assertThat(actual.elements()).hasSameSizeAs(elements);
    for (int i = 0; i < elements.size(); i++) {
      assertSame(elements.get(i), actual.elements().get(i));
    }
  }

  private static String document(Random random, int depth) {
    int kind = depth == 0 ? 9 : random.nextInt(10);
    if (kind == 9 || depth > 4) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    int size = random.nextInt(60) == 0 ? 40 : random.nextInt(5);
    boolean isArray = kind < 5;
    boolean isRegular = random.nextInt(4) > 0;
    return IntStream.range(0, size)
        .mapToObj(
            i -> {
              String value = document(random, depth + 1);
              int name = isRegular ? i : random.nextInt(60);
              return isArray ? value : "\"field" + name + "\": " + value;
            })
        .collect(Collectors.joining(", ", isArray ? "[" : "{", isArray ? "]" : "}"));
  }

  @Test
  void isTheTreeOfJackson() {
    Random random = new Random(20_261_128);
    for (int i = 0; i < 1_000; i++) {
      String document = document(random, 1);
      assertSame(document);
      assertSame(document.substring(0, random.nextInt(document.length() + 1)));
      assertSame(document + BROKEN.get(random.nextInt(BROKEN.size())));
    }
  }

  private static Stream<String> scalars() {
    return Stream.concat(SCALARS.stream(), BROKEN.stream());
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void anyDocumentIsReadAsByJackson(String document) {
    assertSame(document);
    assertSame("[" + document + "]");
    assertSame("{\"a\": " + document + "}");
  }

  private static Stream<Arguments> limits() {
    return Stream.of(
        arguments("digits", "1".repeat(1_001)),
        arguments("decimals", "1." + "1".repeat(1_001)),
        arguments("nesting", "[".repeat(501) + "]".repeat(501)),
        arguments("name", "{\"" + "a".repeat(50_001) + "\": 1}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void documentsBeyondTheLimitsOfJacksonFail(String name, String document) {
    assertSame(document);
    assertThat(own(document.getBytes(UTF_8))).as(name).isNull();
  }

  @Test
  void otherEncodingsOfUnicodeAreDetected() {
    byte[] document = "[\"é\", {\"a\": 1.5}]".getBytes(UTF_16BE);

    assertSame(JACKSON.readTree(document), JsonTreeParser.parse(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 1}",
        "[{\"a\": 1, \"b\": 2}, {\"a\": 1, \"b\": 2, \"a\": 3}]",
        "[{\"a\": 1, \"b\": 2}, {\"a\": 1, \"a\": 2}]"
      })
  void fieldsThatAreThereTwiceFail(String document) {
    assertSame(document);
    assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> parsed(document));
  }

  @Test
  void oneOfManyFieldsThatIsThereTwiceFails() {
    String fields =
        IntStream.range(0, 1_000).mapToObj("\"f%d\": 1, "::formatted).collect(Collectors.joining());

    assertThat(parsed("{" + fields + "\"last\": 2}").path("f999").asString()).isEqualTo("1");
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> parsed("{" + fields + "\"f500\": 2}"));
  }

  @Test
  void rowsOfOneFormShareTheirNamesAndRepeatedStrings() {
    List<JsonValue> rows =
        parsed("[{\"a\": \"x\", \"b\": 1}, {\"a\": \"x\", \"b\": 2}, {\"b\": \"x\"}]").elements();

    assertThat(((JsonObject) rows.get(1)).names()).isSameAs(((JsonObject) rows.get(0)).names());
    assertThat(rows.get(1).path("a")).isSameAs(rows.get(0).path("a"));
    assertThat(rows.get(2)).isNotEqualTo(rows.get(0));
    assertThat(rows.get(2).path("b").asString()).isEqualTo("x");
    assertThat(rows.get(2).path("a")).isSameAs(JsonLiteral.MISSING);
  }

  @Test
  void documentsShareNoStrings() {
    assertThat(parsed("\"secret\"")).isEqualTo(parsed("\"secret\""));
    assertThat(parsed("\"secret\"").asString()).isNotSameAs(parsed("\"secret\"").asString());
  }
}
