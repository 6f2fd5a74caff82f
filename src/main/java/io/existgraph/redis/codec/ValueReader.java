package io.existgraph.redis.codec;

import io.existgraph.data.DailyValues;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.redis.codec.ValueCodec.TypeMarker;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reading half of a [ValueCodec]. Collections are unmodifiable.
final class ValueReader {
  private static final int MAX_BITS = 63;

  private final ValueTypes types;
  private final DataInputStream in;

  ValueReader(ValueTypes types, DataInputStream in) {
    this.types = types;
    this.in = in;
  }

  @Nullable Object read() throws IOException {
    return switch (TypeMarker.of(in.readByte())) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case INTEGER -> readInt();
      case LONG -> readLong();
      case DOUBLE -> in.readDouble();
      case DECIMAL -> readDecimal();
      case TEXT -> new String(readBytes(), StandardCharsets.UTF_8);
      case DATE -> LocalDate.ofEpochDay(readLong());
      case INSTANT -> readInstant();
      case TIMESTAMP -> readInstant().atOffset(ZoneOffset.ofTotalSeconds(readInt()));
      case OFFSET -> ZoneOffset.ofTotalSeconds(readInt());
      case LIST -> readList();
      case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(readList()));
      case MAP -> readMap();
      case RECORD -> readRecord();
      case CONSTANT -> types.constant(readIndex(), readIndex());
      case DAYS -> readDays();
      case CATALOG -> readCatalog();
      case NAME -> new AttributeName(new String(readBytes(), StandardCharsets.UTF_8));
    };
  }

  private BigDecimal readDecimal() throws IOException {
    int scale = readInt();
    return new BigDecimal(new BigInteger(readBytes()), scale);
  }

  private Instant readInstant() throws IOException {
    long second = readLong();
    return Instant.ofEpochSecond(second, readInt());
  }

  private List<@Nullable Object> readList() throws IOException {
    int size = readSize();
    List<@Nullable Object> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(read());
    }
    return Collections.unmodifiableList(items);
  }

  private Map<@Nullable Object, @Nullable Object> readMap() throws IOException {
    int size = readSize();
    Map<@Nullable Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(size);
    for (int i = 0; i < size; i++) {
      Object key = read();
      map.put(key, read());
    }
    return Collections.unmodifiableMap(map);
  }

  private Object readRecord() throws IOException {
    RecordType type = types.record(readIndex());
    @Nullable Object[] components = new Object[type.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = read();
    }
    return type.create(components);
  }

  private DailyValues readDays() throws IOException {
    int size = readSize();
    List<DailyValues.ConsecutiveDays> runs = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long firstDay = readLong();
      Instant fetchedAt = readInstant();
      runs.add(new DailyValues.ConsecutiveDays(firstDay, fetchedAt, readList()));
    }
    return DailyValues.ofRuns(runs);
  }

  private Catalog readCatalog() throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    for (Object attribute : readList()) {
      attributes.add((Attribute) attribute);
    }
    return new Catalog(attributes);
  }

  private byte[] readBytes() throws IOException {
    byte[] bytes = new byte[readSize()];
    in.readFully(bytes);
    return bytes;
  }

  /// A count of things of at least one byte each.
  private int readSize() throws IOException {
    int size = readInt();
    if (size < 0 || size > in.available()) {
      throw new EOFException();
    }
    return size;
  }

  private int readIndex() throws IOException {
    int index = readInt();
    if (index < 0) {
      throw new IllegalArgumentException("a negative index");
    }
    return index;
  }

  private int readInt() throws IOException {
    return Math.toIntExact(readLong());
  }

  private long readLong() throws IOException {
    long folded = 0;
    int shift = 0;
    byte next;
    do {
      if (shift > MAX_BITS) {
        throw new IllegalArgumentException("a number of too many bytes");
      }
      next = in.readByte();
      folded |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return (folded >>> 1) ^ -(folded & 1);
  }
}
