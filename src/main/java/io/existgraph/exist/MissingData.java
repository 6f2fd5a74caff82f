package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import io.existgraph.view.CacheView;
import io.existgraph.view.DailyValueLookup;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The data that the cache lacks, independent of the API version.
public final class MissingData {
  /// The rows of a page.
  private static final int PAGE = 100;

  private static final AttributeName UNKNOWN = new AttributeName("unknown");

  private final CacheView view;

  public MissingData(CacheView view) {
    this.view = view;
  }

  /// Whether the list of attributes has to be read. What is not there may have come since, a tag
  /// for instance: where all of them are meant, or one that is not there, the list is trusted only
  /// as long as today's values.
  public boolean lacksAttributes(UserRef user, AttributeSelector names) {
    if (view.isAbsent(user, null) || isPrivate(user)) {
      return false;
    }
    Catalog catalog = view.catalog(user);
    return catalog == null
        ? !areKnownByThemselves(user, names)
        : (areAll(names) || lacks(catalog, names)) && !isCatalogNew(user);
  }

  /// Whether Exist shows no attributes of another user.
  private boolean isPrivate(UserRef user) {
    Profile profile = user.isSelf() ? null : view.profile(user);
    return profile != null && Boolean.TRUE.equals(profile.isPrivate()) && !profile.hasTime();
  }

  private boolean areKnownByThemselves(UserRef user, AttributeSelector names) {
    return switch (names) {
      case AttributeSelector.ByName(var name) -> view.catalog(user, Set.of(name.value())) != null;
      case AttributeSelector.ByNamesAndGroups(var some, _) ->
          some != null && view.catalog(user, some) != null;
      case AttributeSelector.MentionedIn _,
          AttributeSelector.MentionedInListsOf _,
          AttributeSelector.InSameGroups _,
          AttributeSelector.OwnedByService _ ->
          false;
    };
  }

  private static boolean areAll(AttributeSelector names) {
    return names instanceof AttributeSelector.ByNamesAndGroups(var some, _) && some == null;
  }

  private boolean isCatalogNew(UserRef user) {
    return view.isKnownAs(FreshnessClass.TODAY, new CacheKey.CatalogOf(user))
        || view.isKnownAs(FreshnessClass.TODAY, new CacheKey.ListedAttributes(user, 1))
        || (user.isSelf()
            && view.isKnownAs(FreshnessClass.TODAY, new CacheKey.AttributeServices(1)));
  }

  private static boolean lacks(Catalog catalog, AttributeSelector names) {
    return switch (names) {
      case AttributeSelector.ByName(AttributeName name) -> catalog.attribute(name) == null;
      case AttributeSelector.ByNamesAndGroups(var some, _) ->
          some != null
              && some.stream()
                  .filter(AttributeName::isName)
                  .anyMatch(name -> catalog.attribute(new AttributeName(name)) == null);
      case AttributeSelector.MentionedIn _,
          AttributeSelector.MentionedInListsOf _,
          AttributeSelector.InSameGroups _,
          AttributeSelector.OwnedByService _ ->
          false;
    };
  }

  /// How many pages the rows of a query take at most, of an attribute of which nothing is known.
  public int pagesOfUnknown(ListQuery.ListQueryTemplate template) {
    return view.rows(template.of(UNKNOWN)) instanceof ListResult.MissingPages<?> rows
        ? rows.expected()
        : 0;
  }

  /// How many further pages the latest correlations of an attribute may have: they are no more than
  /// there are attributes.
  public int furtherBatchPages() {
    return Math.ceilDiv(Math.max(1, view.mostAttributes()), PAGE) - 1;
  }

  /// Keys for today's progress: the values of the attributes and of their goal attributes.
  public static List<LoadKey.ValuesKey> ofGoals(
      UserRef user, Collection<AttributeName> names, Catalog catalog) {
    return names.stream()
        .flatMap(
            name ->
                Stream.concat(Stream.of(name), name.goal().stream())
                    .filter(some -> isRead(some, name, catalog)))
        .map(
            name ->
                new LoadKey.ValuesKey(user, new AttributeSelector.ByName(name), DateRange.TODAY))
        .toList();
  }

  private static boolean isRead(AttributeName some, AttributeName name, Catalog catalog) {
    return some.equals(name) || catalog.attribute(some) != null;
  }

  /// Whether any of these is not known to have a goal attribute with a value today.
  public boolean lacksGoal(UserRef user, Collection<AttributeName> names) {
    LocalDate today = view.today(user);
    return today == null
        ? !names.isEmpty()
        : names.stream()
            .map(name -> name.goal().map(goal -> view.values(user, goal).on(today)).orElse(null))
            .anyMatch(goal -> goal == null || isNoGoal(goal.value()));
  }

  /// A goal of 0 is none: API v2 has 0 where nothing was recorded.
  private static boolean isNoGoal(@Nullable Object value) {
    return value == null
        || (AttributeValues.normalised(value, ValueType.DECIMAL) instanceof BigDecimal number
            && number.signum() == 0);
  }

  /// The days up to today, or to what may be today, whose values are not known.
  public NavigableSet<LocalDate> days(UserRef user, AttributeName name, DateRange wanted) {
    LocalDate today = view.today(user);
    DateRange.ResolvedDateRange span =
        today == null ? wanted.widest(view.now()) : wanted.days(today);
    LocalDate last = view.latestToday(user);
    LocalDate to = span.to().isAfter(last) ? last : span.to();
    NavigableSet<LocalDate> missing = new TreeSet<>();
    if (!span.from().isAfter(to) && !isWithoutValues(user, name) && !isPrivate(user)) {
      DailyValueLookup values = view.values(user, name);
      for (LocalDate day = span.from(); !day.isAfter(to); day = day.plusDays(1)) {
        if (!values.isKnown(day)) {
          missing.add(day);
        }
      }
    }
    return missing;
  }

  private boolean isWithoutValues(UserRef user, AttributeName name) {
    return view.isAbsent(user, name) || (view.isInactive(user, name) && view.catalog(user) != null);
  }

  /// The attributes meant, without those that are known to be absent; null while it is not known
  /// which there are.
  public @Nullable Collection<AttributeName> present(UserRef user, AttributeSelector names) {
    Collection<AttributeName> meant = names.in(user, view);
    return meant == null
        ? null
        : meant.stream().filter(name -> !view.isAbsent(user, name)).toList();
  }
}
