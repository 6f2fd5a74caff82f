package io.existgraph.redis.codec;

import io.existgraph.data.DailyValues;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// A binary codec of the values that [ValueTypes] lists: records by their components, daily values
/// as arrays, catalogs as lists. What is read equals what was written. Releases whose
/// [ValueTypes#shape] differ do not understand each other.
public final class ValueCodec {
  private final ValueTypes types = new ValueTypes();

  /// Fails with an [IllegalArgumentException] for a value that contains anything else.
  public byte[] encode(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new ValueWriter(types, new DataOutputStream(bytes)).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Fails with an [IllegalArgumentException] for anything that [#encode] did not write.
  public @Nullable Object decode(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      return new ValueReader(types, in).read();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not an encoded value", e);
    }
  }

  /// How a value is marked; the order is part of the format.
  enum TypeMarker {
    NULL,
    TRUE,
    FALSE,
    INTEGER,
    LONG,
    DOUBLE,
    DECIMAL,
    TEXT,
    DATE,
    INSTANT,
    TIMESTAMP,
    OFFSET,
    LIST,
    SET,
    MAP,
    RECORD,
    CONSTANT,
    /// See [DailyValues].
    DAYS,
    /// See [Catalog].
    CATALOG,
    /// See [AttributeName].
    NAME;

    private static final TypeMarker[] ALL = values();

    static TypeMarker of(int number) {
      if (number < 0 || number >= ALL.length) {
        throw new IllegalArgumentException("no mark " + number);
      }
      return ALL[number];
    }
  }
}
