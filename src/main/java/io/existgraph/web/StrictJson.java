package io.existgraph.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as clients must send it: UTF-8, one value, no key twice, no number beyond [NumberLimits].
/// Numbers keep their digits. Buffers are not used again: what was in one, a password perhaps,
/// would stay.
final class StrictJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private StrictJson() {}

  static @Nullable Object read(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException foreign) {
      throw RequestError.badRequest("The body is not UTF-8.").asException();
    }
  }

  /// Half of a surrogate pair, which an escape can bring in, is no character and has no UTF-8.
  private static void check(@Nullable Object value) {
    switch (value) {
      case String text when hasHalfAPair(text) ->
          throw RequestError.badRequest("A string has half of a surrogate pair.").asException();
      case Number number when NumberLimits.isBeyond(number) ->
          throw RequestError.badRequest(NumberLimits.MESSAGE).asException();
      case Map<?, ?> object ->
          object.forEach(
              (key, member) -> {
                check(key);
                check(member);
              });
      case Collection<?> all -> all.forEach(StrictJson::check);
      case null, default -> {}
    }
  }

  private static boolean hasHalfAPair(String text) {
    return text.codePoints()
        .anyMatch(unit -> unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE);
  }

  static @Nullable Object read(String text) {
    try {
      Object value = MAPPER.readValue(text, Object.class);
      check(value);
      return value;
    } catch (JacksonException | ArithmeticException | NumberFormatException unreadable) {
      throw RequestError.badRequest("This is not valid JSON, or an object has a duplicate key.")
          .asException();
    }
  }
}
