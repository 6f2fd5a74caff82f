package io.existgraph.exist.tree;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// A parser of one JSON document, which may contain tokens, so it uses no buffers that are used
/// again.
///
/// An element of an array is expected to look like the one before it: where it has the same fields
/// in the same order, the two share their names.
public final class JsonTreeParser {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build();

  private static final int INITIAL_DEPTH = 32;

  /// Decimals up to this length are converted without the parser's own copies of their text, unless
  /// they have an exponent, of which it has its own limits.
  private static final int SHORT_DECIMAL = 40;

  private final JsonParser parser;
  private final RepeatedStrings strings;

  /// The values so far of the objects and arrays that have not ended yet.
  private JsonValue[] open = new JsonValue[INITIAL_DEPTH];

  private int size;

  private JsonTreeParser(JsonParser parser, int bytes) {
    this.parser = parser;
    this.strings = new RepeatedStrings(bytes);
  }

  /// The document; [JsonLiteral#MISSING] where there is none. Fails with a [JacksonException] or a
  /// [NumberFormatException] where it is not JSON, has a field twice or something behind its end.
  public static JsonValue parse(byte[] document) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return JsonLiteral.MISSING;
      }
      JsonValue value = new JsonTreeParser(parser, document.length).value(first, null);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "The document does not end with its value.");
      }
      return value;
    }
  }

  /// The value that the token begins. `similar` is the one at the same place of the element before.
  private JsonValue value(@Nullable JsonToken token, @Nullable JsonValue similar) {
    return switch (token) {
      case START_OBJECT -> object(similar instanceof JsonObject object ? object : null);
      case START_ARRAY -> array(similar instanceof JsonArray array ? array : null);
      case VALUE_STRING -> string();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new JsonNumber(parser.getBigIntegerValue())
              : JsonNumber.of(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> new JsonNumber(decimal());
      case VALUE_TRUE -> JsonLiteral.TRUE;
      case VALUE_FALSE -> JsonLiteral.FALSE;
      case VALUE_NULL -> JsonLiteral.NULL;
      case null, default -> throw new StreamReadException(parser, "A value is expected.");
    };
  }

  private JsonString string() {
    int length = parser.getStringLength();
    return length > RepeatedStrings.MAX_LENGTH
        ? new JsonString(parser.getString())
        : strings.of(parser.getStringCharacters(), parser.getStringOffset(), length);
  }

  private BigDecimal decimal() {
    int length = parser.getStringLength();
    char[] characters = parser.getStringCharacters();
    int from = parser.getStringOffset();
    return length <= SHORT_DECIMAL && !hasExponent(characters, from, length)
        ? new BigDecimal(characters, from, length)
        : parser.getDecimalValue();
  }

  private static boolean hasExponent(char[] characters, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (characters[i] == 'e' || characters[i] == 'E') {
        return true;
      }
    }
    return false;
  }

  private JsonArray array(@Nullable JsonArray similar) {
    int bottom = size;
    JsonValue before =
        similar == null || similar.elements().isEmpty() ? null : similar.elements().getFirst();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      before = value(next, before);
      push(before);
    }
    return JsonArray.of(popped(bottom));
  }

  private JsonObject object(@Nullable JsonObject similar) {
    int bottom = size;
    List<String> names = null; // as long as they are those of the similar object
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int index = size - bottom;
      if (names == null && (similar == null || !similar.names().isAt(index, name))) {
        names = similar == null ? new ArrayList<>() : similar.names().first(index);
      }
      JsonValue before = null;
      if (names != null) {
        names.add(name);
      } else if (similar != null) {
        before = similar.value(index);
      }
      push(value(parser.nextToken(), before));
    }
    return new JsonObject(names(similar, names, size - bottom), popped(bottom));
  }

  private FieldNames names(@Nullable JsonObject similar, @Nullable List<String> names, int count) {
    if (names == null && similar != null && similar.names().size() == count) {
      return similar.names();
    }
    List<String> own =
        names != null ? names : similar != null ? similar.names().first(count) : List.of();
    FieldNames unique = FieldNames.of(own);
    if (unique == null) {
      throw new StreamReadException(parser, "An object has a field twice.");
    }
    return unique;
  }

  private void push(JsonValue value) {
    if (size == open.length) {
      open = Arrays.copyOf(open, 2 * size);
    }
    open[size++] = value;
  }

  private JsonValue[] popped(int bottom) {
    JsonValue[] values = Arrays.copyOfRange(open, bottom, size);
    size = bottom;
    return values;
  }
}
