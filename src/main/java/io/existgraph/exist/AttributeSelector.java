package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeGroup;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A selection of attributes, also of such whose names are not known yet.
public sealed interface AttributeSelector {
  /// All that the user has, of these names and in these groups; null is no restriction.
  record ByNamesAndGroups(@Nullable Set<String> names, @Nullable Set<String> groups)
      implements AttributeSelector {
    public boolean matches(Attribute attribute) {
      return (names == null || AttributeName.isAmong(attribute.name().value(), names))
          && (groups == null || (attribute.group() != null && isInGroups(attribute.group())));
    }

    /// Whether the group is one of these, or groups are not restricted.
    public boolean isInGroups(AttributeGroup group) {
      return groups == null || AttributeName.isAmong(group.name(), groups);
    }

    /// Those that can be requested without knowing whether they exist, nor how Exist spells them;
    /// null where there are none.
    private @Nullable Collection<AttributeName> byName() {
      return names == null
              || groups != null
              || names.stream().anyMatch(AttributeName::hasOtherSpellings)
          ? null
          : names.stream().filter(AttributeName::isName).map(AttributeName::new).toList();
    }
  }

  /// This one, if the user has it.
  record ByName(AttributeName name) implements AttributeSelector {}

  /// Those that rows of the caller's own list are about.
  record MentionedIn(ListQuery<?> rows) implements AttributeSelector {}

  /// Those that rows of these attributes' lists are about.
  record MentionedInListsOf(AttributeSelector names, ListQuery.ListQueryTemplate template)
      implements AttributeSelector {}

  /// All in the groups of these.
  record InSameGroups(AttributeSelector names) implements AttributeSelector {}

  /// Those that the calling service owns.
  record OwnedByService() implements AttributeSelector {}

  /// Whether the list of the user's attributes determines which they are.
  default boolean areListed() {
    return this instanceof ByNamesAndGroups || this instanceof InSameGroups;
  }

  /// The one of that name. A name is looked for by itself, unless Exist's list has to show how it
  /// is spelled there.
  static AttributeSelector named(AttributeName name) {
    return AttributeName.hasOtherSpellings(name.value())
        ? new ByNamesAndGroups(Set.of(name.value()), null)
        : new ByName(name);
  }

  static AttributeSelector all() {
    return new ByNamesAndGroups(null, null);
  }

  /// The selected attributes; null while the cache does not determine them.
  default @Nullable Collection<AttributeName> in(UserRef user, CacheView view) {
    Catalog catalog = view.catalog(user);
    return switch (this) {
      case ByName(AttributeName name) ->
          catalog == null || catalog.attribute(name) != null || view.isInactive(user, name)
              ? List.of(view.spelled(user, name))
              : List.of();
      case ByNamesAndGroups among -> {
        Catalog some = view.catalog(user, among.names());
        yield some == null
            ? among.byName()
            : some.attributes().stream().filter(among::matches).map(Attribute::name).toList();
      }
      case MentionedIn(ListQuery<?> rows) -> present(mentioned(rows, view), catalog);
      case MentionedInListsOf(AttributeSelector names, ListQuery.ListQueryTemplate template) ->
          present(related(names.in(user, view), template, view), catalog);
      case InSameGroups(AttributeSelector names) -> beside(names.in(user, view), catalog);
      case OwnedByService _ -> {
        ListResult<Attribute> owned = view.whole(CacheKey.OwnedAttributes::new);
        yield owned instanceof ListResult.KnownRows<Attribute> known
            ? known.rows().stream().map(Attribute::name).toList()
            : null;
      }
    };
  }

  /// Whether it selects all attributes.
  default boolean isAll() {
    return this instanceof ByNamesAndGroups(var names, var groups)
        && names == null
        && groups == null;
  }

  /// How many attributes it selects at most, as far as the cache determines that.
  default int most(UserRef user, CacheView view) {
    Collection<AttributeName> known = in(user, view);
    return known == null ? mostUnknown(user, view) : known.size();
  }

  private int mostUnknown(UserRef user, CacheView view) {
    return switch (this) {
      case ByName _ -> 1;
      case ByNamesAndGroups(var names, _) when names != null -> names.size();
      case MentionedIn(var rows) -> rows.mostAttributes();
      case MentionedInListsOf(var names, var template) ->
          Math.min(Catalog.MAX_SIZE, names.most(user, view) * template.first());
      case ByNamesAndGroups _, InSameGroups _ ->
          user.isSelf() ? view.mostAttributes() : Catalog.MAX_SIZE;
      case OwnedByService _ -> Catalog.MAX_SIZE;
    };
  }

  private static @Nullable Set<AttributeName> related(
      @Nullable Collection<AttributeName> names,
      ListQuery.ListQueryTemplate template,
      CacheView view) {
    if (names == null) {
      return null;
    }
    Set<AttributeName> all = new TreeSet<>();
    for (AttributeName name : names) {
      Set<AttributeName> some = mentioned(template.of(name), view);
      if (some == null && !view.isAbsent(UserRef.SELF, name)) {
        return null;
      }
      all.addAll(some == null ? Set.of() : some);
    }
    return all;
  }

  private static @Nullable Set<AttributeName> present(
      @Nullable Set<AttributeName> names, @Nullable Catalog catalog) {
    if (names == null || catalog == null) {
      return names;
    }
    Set<AttributeName> present = new TreeSet<>(names);
    present.removeIf(name -> catalog.attribute(name) == null);
    return present;
  }

  private static @Nullable Collection<AttributeName> beside(
      @Nullable Collection<AttributeName> names, @Nullable Catalog catalog) {
    if (names == null || catalog == null) {
      return null;
    }
    return names.stream()
        .map(catalog::attribute)
        .<Attribute>mapMulti(
            (attribute, next) -> {
              if (attribute != null && attribute.group() != null) {
                catalog.in(attribute.group()).forEach(next);
              }
            })
        .map(Attribute::name)
        .distinct()
        .toList();
  }

  private static @Nullable Set<AttributeName> mentioned(ListQuery<?> query, CacheView view) {
    return query.attributes(view.rows(query));
  }
}
