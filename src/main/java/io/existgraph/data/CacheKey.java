package io.existgraph.data;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Profile;
import io.existgraph.model.WeeklyAverage;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cache key with the type of its values. It names the data, not the request that fetched it.
public sealed interface CacheKey<T> {
  record ProfileOf(UserRef user) implements CacheKey<Profile> {}

  /// All attributes at once.
  record CatalogOf(UserRef user) implements CacheKey<Catalog> {}

  /// A page of the list of attributes, as it comes with values.
  record ListedAttributes(UserRef user, int page) implements CacheKey<ListPage<Attribute>> {}

  /// One attribute of the caller, out of a response about a few.
  record SingleAttribute(AttributeName attribute) implements CacheKey<Attribute> {}

  /// A page of the list of attributes, with the services that could write each.
  record AttributeServices(int page) implements CacheKey<ListPage<Attribute>> {}

  /// A page of the list of the caller's attributes, inactive ones included.
  record AllAttributes(int page) implements CacheKey<ListPage<Attribute>> {}

  record TodayOf(UserRef user) implements CacheKey<RecentValues.TodayValues> {}

  /// The last days of the attributes on a page of the list.
  record RecentOf(UserRef user, int page) implements CacheKey<RecentValues.RecentDayValues> {}

  /// That the days up to that one were read of all attributes on a page; their values are in
  /// [DaysOf].
  record WindowOf(LocalDate to, int page) implements CacheKey<Boolean> {}

  record DaysOf(UserRef user, AttributeName attribute) implements CacheKey<DailyValues> {}

  /// That Exist does not page through the values of that attribute, though there are some.
  record UnpagedAttribute(AttributeName attribute) implements CacheKey<Boolean> {}

  /// The size of Exist's pages where it returns fewer rows than requested.
  record PageSize(PageContent of) implements CacheKey<Integer> {
    /// What the pages have.
    public enum PageContent {
      /// Days of one attribute.
      DAYS,
      /// Attributes with their values.
      ATTRIBUTES
    }
  }

  record LatestAverages(int page) implements CacheKey<ListPage<WeeklyAverage>> {}

  record RowsOf<R>(ListResource<R> listing, int page) implements CacheKey<ListPage<R>> {}

  /// The first rows of a listing, out of a response about several.
  record FirstRowsOf<R>(ListResource<R> listing) implements CacheKey<ListPage<R>> {}

  /// The latest correlation of two attributes, if there is one.
  record CorrelationPair(AttributeName one, AttributeName other)
      implements CacheKey<List<Correlation>> {}

  record OwnedAttributes(int page) implements CacheKey<ListPage<Attribute>> {}

  /// A page of Exist's official attributes.
  record AttributeTemplates(int page) implements CacheKey<ListPage<Attribute>> {}

  /// That there is no such user or, when one is named, that the user has no such attribute.
  record AbsenceOf(UserRef user, @Nullable AttributeName attribute) implements CacheKey<Boolean> {}

  /// The freshness class of its value; daily values have one for each day.
  default FreshnessClass kind() {
    return switch (this) {
      case ProfileOf _,
          CatalogOf _,
          ListedAttributes _,
          SingleAttribute _,
          AttributeServices _,
          AllAttributes _,
          AttributeTemplates _,
          UnpagedAttribute _,
          PageSize _ ->
          FreshnessClass.PROFILE;
      case AbsenceOf(_, var attribute) ->
          attribute == null ? FreshnessClass.OWNED : FreshnessClass.TODAY; // users: a minute
      case TodayOf _ -> FreshnessClass.TODAY;
      case RecentOf _, WindowOf _, DaysOf _ -> FreshnessClass.HISTORY;
      case LatestAverages _ -> FreshnessClass.AVERAGES;
      case CorrelationPair _ -> FreshnessClass.CORRELATIONS;
      case RowsOf<?> rows -> rows.listing().kind();
      case FirstRowsOf<?> head -> head.listing().kind();
      case OwnedAttributes _ -> FreshnessClass.OWNED;
    };
  }

  /// Whether its value lists the attributes of that user.
  default boolean hasAttributesOf(UserRef whose) {
    return switch (this) {
      case CatalogOf(var user) -> user.equals(whose);
      case ListedAttributes(var user, _) -> user.equals(whose);
      case SingleAttribute _, AttributeServices _ -> whose.isSelf();
      default -> false;
    };
  }

  /// Whether its value has daily values of that user.
  default boolean hasValuesOf(UserRef whose) {
    return switch (this) {
      case TodayOf(var user) -> user.equals(whose);
      case RecentOf(var user, _) -> user.equals(whose);
      case WindowOf _ -> whose.isSelf();
      default -> false;
    };
  }

  /// Whether its value changes when a service acquires, releases or creates an attribute.
  default boolean dependsOnOwnership() {
    return switch (this) {
      case OwnedAttributes _,
          CatalogOf _,
          ListedAttributes _,
          SingleAttribute _,
          AttributeServices _,
          AllAttributes _,
          RecentOf _,
          TodayOf _,
          WindowOf _,
          UnpagedAttribute _,
          AbsenceOf _ ->
          true;
      default -> false;
    };
  }
}
