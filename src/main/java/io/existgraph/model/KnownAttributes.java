package io.existgraph.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The attributes and groups that Exist documents. They fill in what an answer leaves out.
public final class KnownAttributes {
  /// What is documented of an attribute. The unit is null where none is.
  public record KnownAttribute(
      @Nullable String label, String groupName, ValueType type, @Nullable Unit unit) {}

  private static final String GOAL = "_goal";
  private static final Map<String, KnownAttribute> ATTRIBUTES = readAttributes();
  private static final Map<String, AttributeGroup> GROUPS = readGroups();

  private KnownAttributes() {}

  /// A documented attribute; the goal of one has its type and unit.
  public static Optional<KnownAttribute> of(AttributeName name) {
    KnownAttribute known = ATTRIBUTES.get(name.value());
    if (known == null && name.value().endsWith(GOAL)) {
      String of = name.value().substring(0, name.value().length() - GOAL.length());
      KnownAttribute base = ATTRIBUTES.get(of);
      known =
          base == null
              ? null
              : new KnownAttribute(null, base.groupName(), base.type(), base.unit());
    }
    return Optional.ofNullable(known);
  }

  /// A documented group; its priority is null where none is documented.
  public static Optional<AttributeGroup> group(String name) {
    return Optional.ofNullable(GROUPS.get(name));
  }

  private static Map<String, KnownAttribute> readAttributes() {
    Map<String, KnownAttribute> known = new HashMap<>();
    for (List<String> row : rows("attributes.csv")) {
      Unit unit = row.get(4).isEmpty() ? null : Unit.valueOf(row.get(4));
      String label = row.get(1).isEmpty() ? null : row.get(1);
      ValueType type = ValueType.of(Integer.valueOf(row.get(3)));
      known.put(row.get(0), new KnownAttribute(label, row.get(2), type, unit));
    }
    return Map.copyOf(known);
  }

  private static Map<String, AttributeGroup> readGroups() {
    Map<String, AttributeGroup> known = new HashMap<>();
    for (List<String> row : rows("groups.csv")) {
      Integer priority = row.get(2).isEmpty() ? null : Integer.valueOf(row.get(2));
      known.put(row.get(0), new AttributeGroup(row.get(0), row.get(1), priority));
    }
    return Map.copyOf(known);
  }

  private static List<List<String>> rows(String file) {
    try (InputStream in = KnownAttributes.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
