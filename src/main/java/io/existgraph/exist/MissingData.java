package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import io.existgraph.view.ValueLookup;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the facts do not tell, whichever version is to be asked for it.
public final class MissingData {
  private final CacheView facts;

  public MissingData(CacheView facts) {
    this.facts = facts;
  }

  /// Whether the list of attributes has to be read. A name that is not there may have come since:
  /// its absence is believed only briefly.
  public boolean lacksAttributes(UserRef user, AttributeSelector names) {
    if (facts.isAbsent(user, null)) {
      return false;
    }
    Catalog catalog = facts.catalog(user);
    return catalog == null
        ? !areKnownByThemselves(user, names)
        : lacks(catalog, names) && !isCatalogNew(user);
  }

  private boolean areKnownByThemselves(UserRef user, AttributeSelector names) {
    return switch (names) {
      case AttributeSelector.One(var name) -> facts.catalog(user, Set.of(name.value())) != null;
      case AttributeSelector.Among(var some, _) ->
          some != null && facts.catalog(user, some) != null;
      case AttributeSelector.InRows _,
          AttributeSelector.InRowsOf _,
          AttributeSelector.BesideOf _,
          AttributeSelector.Owned _ ->
          false;
    };
  }

  private boolean isCatalogNew(UserRef user) {
    return facts.isKnownAs(FreshnessClass.TODAY, new CacheKey.CatalogOf(user))
        || facts.isKnownAs(FreshnessClass.TODAY, new CacheKey.ListedOf(user, 1));
  }

  private static boolean lacks(Catalog catalog, AttributeSelector names) {
    return switch (names) {
      case AttributeSelector.One(AttributeName name) -> catalog.attribute(name) == null;
      case AttributeSelector.Among(var some, _) ->
          some != null
              && some.stream()
                  .filter(AttributeName::isName)
                  .anyMatch(it -> catalog.attribute(new AttributeName(it)) == null);
      case AttributeSelector.InRows _,
          AttributeSelector.InRowsOf _,
          AttributeSelector.BesideOf _,
          AttributeSelector.Owned _ ->
          false;
    };
  }

  /// What tells how far these have come today: their values, and those of the attributes that are
  /// their goals.
  public static List<LoadKey.ValuesKey> ofGoals(
      UserRef user, Collection<AttributeName> names, Catalog catalog) {
    return names.stream()
        .flatMap(
            it ->
                Stream.concat(Stream.of(it), it.goal().stream())
                    .filter(some -> isRead(some, it, catalog)))
        .map(it -> new LoadKey.ValuesKey(user, new AttributeSelector.One(it), DateRange.TODAY))
        .toList();
  }

  private static boolean isRead(AttributeName some, AttributeName name, Catalog catalog) {
    return some.equals(name) || catalog.attribute(some) != null;
  }

  /// Whether of any of these it is not known that their goal attribute has a value today.
  public boolean lacksGoal(UserRef user, Collection<AttributeName> names) {
    LocalDate today = facts.today(user);
    return today == null
        ? !names.isEmpty()
        : names.stream()
            .map(it -> it.goal().map(goal -> facts.value(user, goal, today)).orElse(null))
            .anyMatch(it -> it == null || it.value() == null);
  }

  /// The days up to today, or to what may be today, whose values are not known.
  public NavigableSet<LocalDate> days(UserRef user, AttributeName name, DateRange wanted) {
    LocalDate today = facts.today(user);
    DateRange.Days span = today == null ? wanted.widest(facts.now()) : wanted.days(today);
    LocalDate last = facts.latestToday(user);
    LocalDate to = span.to().isAfter(last) ? last : span.to();
    NavigableSet<LocalDate> missing = new TreeSet<>();
    if (!span.from().isAfter(to) && !facts.isAbsent(user, name)) {
      ValueLookup values = facts.values(user, name);
      for (LocalDate day = span.from(); !day.isAfter(to); day = day.plusDays(1)) {
        if (!values.isKnown(day)) {
          missing.add(day);
        }
      }
    }
    return missing;
  }

  /// The attributes meant, without those that are known to be absent; null while it is not known
  /// which there are.
  public @Nullable Collection<AttributeName> present(UserRef user, AttributeSelector names) {
    Collection<AttributeName> meant = names.in(user, facts);
    return meant == null ? null : meant.stream().filter(it -> !facts.isAbsent(user, it)).toList();
  }
}
