package io.existgraph.redis.codec;

import io.existgraph.data.CacheKey;
import io.existgraph.data.RecentValues;
import io.existgraph.write.BatchResult;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The records and enums that cache keys, their values and the results of writes consist of,
/// numbered by name. Nothing else is ever made of received bytes.
final class ValueTypes {
  private static final int SHAPE_BYTES = 8;
  private static final List<Class<?>> SORTED = reachable();

  private final List<@Nullable RecordType> records = new ArrayList<>();
  private final Map<Class<?>, Integer> numbers = new HashMap<>();

  ValueTypes() {
    for (Class<?> type : SORTED) {
      numbers.put(type, records.size());
      records.add(type.isRecord() ? new RecordType(type) : null);
    }
  }

  private static List<Class<?>> reachable() {
    Set<Class<?>> seen = new HashSet<>();
    visit(CacheKey.class, seen);
    visit(BatchResult.class, seen);
    visit(RecentValues.TodayValues.OverwrittenValue.class, seen);
    return seen.stream()
        .filter(type -> type.isRecord() || type.isEnum())
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  private static void visit(Type type, Set<Class<?>> seen) {
    if (type instanceof ParameterizedType parameterized) {
      visit(parameterized.getRawType(), seen);
      Stream.of(parameterized.getActualTypeArguments()).forEach(part -> visit(part, seen));
    } else if (type instanceof Class<?> own && isShareable(own) && seen.add(own)) {
      Stream.of(own.getGenericInterfaces()).forEach(part -> visit(part, seen));
      if (own.isSealed() && !own.isEnum()) {
        Stream.of(own.getPermittedSubclasses()).forEach(part -> visit(part, seen));
      }
      if (own.isRecord()) {
        Stream.of(own.getRecordComponents()).forEach(part -> visit(part.getGenericType(), seen));
      }
    }
  }

  private static boolean isShareable(Class<?> type) {
    return type == DayOfWeek.class || type.getName().startsWith("io.existgraph.");
  }

  /// The number of a type; fails for one that is not listed.
  int number(Class<?> type) {
    Integer number = numbers.get(type);
    if (number == null) {
      throw new IllegalArgumentException(type.getName() + " is not to be shared");
    }
    return number;
  }

  RecordType record(int number) {
    RecordType type = number < records.size() ? records.get(number) : null;
    if (type == null) {
      throw new IllegalArgumentException("no record " + number);
    }
    return type;
  }

  Object constant(int number, int ordinal) {
    Object[] constants = number < SORTED.size() ? SORTED.get(number).getEnumConstants() : null;
    if (constants == null || ordinal >= constants.length) {
      throw new IllegalArgumentException("no constant " + number + "." + ordinal);
    }
    return constants[ordinal];
  }

  /// A digest of all names, components and constants: releases with equal digests understand each
  /// other.
  static byte[] shape() {
    String text = SORTED.stream().map(ValueTypes::describe).collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, SHAPE_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String describe(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Stream<String> parts =
        components == null
            ? Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name())
            : Arrays.stream(components).map(part -> part.getName() + ":" + part.getGenericType());
    return type.getName() + parts.collect(Collectors.joining(",", "(", ")"));
  }
}
