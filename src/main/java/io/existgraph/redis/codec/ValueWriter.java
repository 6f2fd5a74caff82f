package io.existgraph.redis.codec;

import io.existgraph.data.DailyValues;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.redis.codec.ValueCodec.TypeMarker;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The writing half of a [ValueCodec].
@SuppressWarnings("EnumOrdinal") // releases with another order do not read it: see ValueTypes.shape
final class ValueWriter {
  private final ValueTypes types;
  private final DataOutputStream out;

  ValueWriter(ValueTypes types, DataOutputStream out) {
    this.types = types;
    this.out = out;
  }

  void write(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> mark(TypeMarker.NULL);
      case Boolean flag -> mark(flag ? TypeMarker.TRUE : TypeMarker.FALSE);
      case Integer number -> writeNumber(TypeMarker.INTEGER, number);
      case Long number -> writeNumber(TypeMarker.LONG, number);
      case Double number -> {
        mark(TypeMarker.DOUBLE);
        out.writeDouble(number);
      }
      case BigDecimal number -> {
        writeNumber(TypeMarker.DECIMAL, number.scale());
        writeBytes(number.unscaledValue().toByteArray());
      }
      case String text -> {
        mark(TypeMarker.TEXT);
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
      }
      case Enum<?> constant -> {
        writeNumber(TypeMarker.CONSTANT, types.number(constant.getDeclaringClass()));
        writeNumber(constant.ordinal());
      }
      case Record components -> write(components);
      case AttributeName name -> {
        mark(TypeMarker.NAME);
        writeBytes(name.value().getBytes(StandardCharsets.UTF_8));
      }
      case DailyValues days -> write(days);
      case Catalog catalog -> {
        mark(TypeMarker.CATALOG);
        writeAll(catalog.attributes());
      }
      case List<?> items -> {
        mark(TypeMarker.LIST);
        writeAll(items);
      }
      case Set<?> items -> {
        mark(TypeMarker.SET);
        writeAll(items);
      }
      case Map<?, ?> map -> write(map);
      default -> writeTime(value);
    }
  }

  private void writeTime(Object value) throws IOException {
    switch (value) {
      case LocalDate date -> writeNumber(TypeMarker.DATE, date.toEpochDay());
      case Instant instant -> {
        mark(TypeMarker.INSTANT);
        write(instant);
      }
      case OffsetDateTime moment -> {
        mark(TypeMarker.TIMESTAMP);
        write(moment.toInstant());
        writeNumber(moment.getOffset().getTotalSeconds());
      }
      case ZoneOffset offset -> writeNumber(TypeMarker.OFFSET, offset.getTotalSeconds());
      default -> throw new IllegalArgumentException(value.getClass() + " is not to be shared");
    }
  }

  private void write(Record value) throws IOException {
    int number = types.number(value.getClass());
    RecordType type = types.record(number);
    writeNumber(TypeMarker.RECORD, number);
    for (int i = 0; i < type.size(); i++) {
      write(type.component(value, i));
    }
  }

  private void write(DailyValues days) throws IOException {
    List<DailyValues.ConsecutiveDays> runs = days.runs();
    writeNumber(TypeMarker.DAYS, runs.size());
    for (DailyValues.ConsecutiveDays run : runs) {
      writeNumber(run.firstDay());
      write(run.fetchedAt());
      writeAll(run.values());
    }
  }

  private void write(Map<?, ?> map) throws IOException {
    writeNumber(TypeMarker.MAP, map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      write(entry.getKey());
      write(entry.getValue());
    }
  }

  private void writeAll(Collection<?> items) throws IOException {
    writeNumber(items.size());
    for (Object item : items) {
      write(item);
    }
  }

  private void write(Instant instant) throws IOException {
    writeNumber(instant.getEpochSecond());
    writeNumber(instant.getNano());
  }

  private void writeBytes(byte[] bytes) throws IOException {
    writeNumber(bytes.length);
    out.write(bytes);
  }

  private void writeNumber(TypeMarker mark, long number) throws IOException {
    mark(mark);
    writeNumber(number);
  }

  private void mark(TypeMarker mark) throws IOException {
    out.writeByte(mark.ordinal());
  }

  /// Seven bits a byte, the sign in the lowest.
  private void writeNumber(long number) throws IOException {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }
}
