package io.existgraph.exist.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of an object's fields in their order, none of them twice. Few of them are searched one
/// by one, many in a map.
final class FieldNames {
  static final int MAX_SEARCHED = 32;

  private final String[] names;
  private final @Nullable Map<String, Integer> indexes;

  private FieldNames(String[] names, @Nullable Map<String, Integer> indexes) {
    this.names = names;
    this.indexes = indexes;
  }

  /// Null where a name is there twice.
  static @Nullable FieldNames of(List<String> list) {
    String[] names = list.toArray(String[]::new);
    if (names.length > MAX_SEARCHED) {
      Map<String, Integer> indexes = HashMap.newHashMap(names.length);
      for (int i = 0; i < names.length; i++) {
        indexes.put(names[i], i);
      }
      return indexes.size() < names.length ? null : new FieldNames(names, indexes);
    }
    for (int i = 1; i < names.length; i++) {
      if (indexOf(names[i], names, i) >= 0) {
        return null;
      }
    }
    return new FieldNames(names, null);
  }

  int size() {
    return names.length;
  }

  /// Whether the name at that index, which may be behind the last, is that one.
  boolean isAt(int index, String name) {
    return index < names.length && names[index].equals(name);
  }

  /// The index of a name; negative where it is none of them.
  int indexOf(String name) {
    return indexes == null ? indexOf(name, names, names.length) : indexes.getOrDefault(name, -1);
  }

  private static int indexOf(String name, String[] names, int end) {
    for (int i = 0; i < end; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /// A list of the first names, to which others may be added.
  List<String> first(int count) {
    return new ArrayList<>(Arrays.asList(names).subList(0, count));
  }

  List<String> toList() {
    return List.of(names);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FieldNames fields && Arrays.equals(names, fields.names));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names);
  }
}
