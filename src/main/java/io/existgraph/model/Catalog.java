package io.existgraph.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes a user has, in display order: priority of the group, then of the attribute, then
/// label.
public final class Catalog {
  private static final Comparator<@Nullable Integer> PRIORITY =
      Comparator.nullsLast(Comparator.naturalOrder());
  private static final Comparator<Group> GROUPS =
      Comparator.comparing(Group::priority, PRIORITY)
          .thenComparing(Group::label)
          .thenComparing(Group::name);
  private static final Comparator<Attribute> ATTRIBUTES =
      Comparator.comparing(Attribute::group, Comparator.nullsLast(GROUPS))
          .thenComparing(Attribute::priority, PRIORITY)
          .thenComparing(Attribute::label)
          .thenComparing(Attribute::name);

  private final Map<AttributeName, Attribute> attributes = new LinkedHashMap<>();

  public Catalog(Collection<Attribute> attributes) {
    attributes.stream()
        .sorted(ATTRIBUTES)
        .forEach(it -> this.attributes.putIfAbsent(it.name(), it));
  }

  public Collection<Attribute> attributes() {
    return attributes.values();
  }

  public @Nullable Attribute attribute(AttributeName name) {
    return attributes.get(name);
  }

  public List<Group> groups() {
    return attributes.values().stream()
        .<Group>mapMulti(
            (it, next) -> {
              if (it.group() != null) {
                next.accept(it.group());
              }
            })
        .distinct()
        .toList();
  }

  public List<Attribute> in(Group group) {
    return attributes.values().stream().filter(it -> group.equals(it.group())).toList();
  }
}
