package io.existgraph.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes a user has, in display order: priority of the group, then of the attribute, then
/// label. Indexed by name and by group.
public final class Catalog {
  /// As many attributes as an account is expected to have. Exist documents no maximum.
  public static final int MAX_SIZE = 1_000;

  /// As many attributes as nearly all accounts stay below.
  public static final int COMMON_SIZE = 300;

  private static final Comparator<@Nullable Integer> PRIORITY =
      Comparator.nullsLast(Comparator.naturalOrder());
  private static final Comparator<AttributeGroup> GROUPS =
      Comparator.comparing(AttributeGroup::priority, PRIORITY)
          .thenComparing(AttributeGroup::label)
          .thenComparing(AttributeGroup::name);
  private static final Comparator<Attribute> ATTRIBUTES =
      Comparator.comparing(Attribute::group, Comparator.nullsLast(GROUPS))
          .thenComparing(Attribute::priority, PRIORITY)
          .thenComparing(Attribute::label)
          .thenComparing(Attribute::name);

  private final List<Attribute> attributes;
  private final Map<AttributeName, Attribute> byName = new HashMap<>();
  private final Map<AttributeGroup, List<Attribute>> byGroup = new LinkedHashMap<>();
  private final List<AttributeGroup> groups;

  /// Of two attributes with one name, the first in display order counts.
  public Catalog(Collection<Attribute> attributes) {
    this.attributes =
        attributes.stream()
            .sorted(ATTRIBUTES)
            .filter(attribute -> byName.putIfAbsent(attribute.name(), attribute) == null)
            .toList();
    for (Attribute attribute : this.attributes) {
      if (attribute.group() != null) {
        byGroup.computeIfAbsent(attribute.group(), _ -> new ArrayList<>()).add(attribute);
      }
    }
    byGroup.replaceAll((_, members) -> List.copyOf(members));
    this.groups = List.copyOf(byGroup.keySet());
  }

  public List<Attribute> attributes() {
    return attributes;
  }

  public int size() {
    return attributes.size();
  }

  public @Nullable Attribute attribute(AttributeName name) {
    return byName.get(name);
  }

  public List<AttributeGroup> groups() {
    return groups;
  }

  public List<Attribute> in(AttributeGroup group) {
    return byGroup.getOrDefault(group, List.of());
  }
}
