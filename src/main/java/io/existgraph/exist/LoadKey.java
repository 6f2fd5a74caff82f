package io.existgraph.exist;

import io.existgraph.data.DateRange;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Profile;
import io.existgraph.model.Service;
import io.existgraph.model.ValueType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The key of a DataLoader: one piece of data that fields need, with its arguments. Equal by value
/// and independent of the API version. `V` is what the key loads.
public sealed interface LoadKey<V> {
  /// Whose data, as the root field named them: the caller's own name is resolved in the planner.
  UserRef user();

  /// The DataLoader that loads it.
  default DataLoaderKind kind() {
    return switch (this) {
      case UserExistenceKey _, ProfileKey _ -> DataLoaderKind.PROFILE;
      case PresenceKey _, TypesKey _, AttributesKey _, InactiveAttributesKey _ ->
          DataLoaderKind.ATTRIBUTES;
      case ServicesKey _ -> DataLoaderKind.SERVICES;
      case ValuesKey _ -> DataLoaderKind.VALUES;
      case GoalsKey _ -> DataLoaderKind.GOALS;
      case AveragesKey _ -> DataLoaderKind.AVERAGES;
      case UserListKey<?> list when list.query().listing() instanceof InsightListResource ->
          DataLoaderKind.INSIGHTS;
      case UserListKey<?> _, CorrelationPairsKey _ -> DataLoaderKind.CORRELATIONS;
      case AttributeListsKey lists ->
          switch (lists.template().of()) {
            case INSIGHTS -> DataLoaderKind.INSIGHTS;
            case AVERAGES -> DataLoaderKind.AVERAGES;
            case CORRELATIONS -> DataLoaderKind.CORRELATIONS;
          };
      case OwnedAttributesKey _ -> DataLoaderKind.OWNED;
      case TemplatesKey _ -> DataLoaderKind.TEMPLATES;
    };
  }

  /// A key that requests are planned for.
  sealed interface Planned<V> extends LoadKey<V> {}

  /// Data of each attribute of a selector. Fails for one whose data could not be read.
  @FunctionalInterface
  interface AttributeDataLookup<T extends @Nullable Object> {
    T get(AttributeName name);
  }

  /// The metadata of attributes.
  interface AttributeLookup extends AttributeDataLookup<Attribute> {
    /// All that are known; null for a private user.
    @Nullable Catalog catalog();

    /// The listed metadata of an attribute that other data mentioned; as mentioned, where the list
    /// of attributes does not have it.
    Attribute listed(Attribute mentioned);

    /// Whether the user does not have the attribute any more.
    boolean lacks(AttributeName name);
  }

  /// Raw values by attribute and day; null where nothing was recorded, and on days to come.
  @FunctionalInterface
  interface ValueLookup {
    @Nullable Object value(AttributeName name, LocalDate day);
  }

  /// A day's goal of an attribute, in its metric unit.
  record GoalTarget(
      LocalDate day, double target, @Nullable Double progress, boolean isGoalAttribute) {}

  /// Today's goals; null where there is none.
  @FunctionalInterface
  interface GoalLookup {
    @Nullable GoalTarget goal(AttributeName name, ValueType type);
  }

  /// Whether there is such a user.
  record UserExistenceKey(UserRef user) implements LoadKey<Boolean> {}

  /// Whether the user has the attribute. Any other data of the attribute answers it too.
  record PresenceKey(UserRef user, AttributeName name) implements LoadKey<Boolean> {}

  /// The value types of the attributes. Those of documented attributes need no request.
  record TypesKey(UserRef user, AttributeSelector names)
      implements LoadKey<AttributeDataLookup<ValueType>> {}

  /// The profile of the user, and so their time zone.
  record ProfileKey(UserRef user) implements Planned<Profile> {}

  /// The attributes of the user, with their metadata.
  record AttributesKey(UserRef user, AttributeSelector names) implements Planned<AttributeLookup> {}

  /// The caller's attributes that are not tracked any more; with a name the one of that name, which
  /// is read only where no active attribute has it.
  record InactiveAttributesKey(UserRef user, @Nullable AttributeName name)
      implements Planned<List<Attribute>> {}

  /// The services that could write each attribute; null where the API leaves them out.
  record ServicesKey(UserRef user)
      implements Planned<AttributeDataLookup<@Nullable List<Service>>> {}

  /// The attributes' values on those days.
  record ValuesKey(UserRef user, AttributeSelector names, DateRange range)
      implements Planned<ValueLookup> {}

  /// Today's goals of the attributes: values of goal attributes, else weekday averages.
  record GoalsKey(UserRef user, AttributeSelector names) implements Planned<GoalLookup> {}

  /// The latest averages of all attributes.
  record AveragesKey(UserRef user) implements Planned<AverageLookup> {}

  /// Rows of one of the user's lists over all attributes.
  record UserListKey<R>(UserRef user, ListQuery<R> query)
      implements Planned<ListResult.KnownRows<R>> {}

  /// Rows of a list that each of the attributes has.
  record AttributeListsKey(
      UserRef user, AttributeSelector names, ListQuery.ListQueryTemplate template)
      implements Planned<AttributeDataLookup<ListResult.KnownRows<?>>> {}

  /// The latest correlation of each of the attributes with that one; null where there is none.
  record CorrelationPairsKey(UserRef user, AttributeSelector names, AttributeName with)
      implements Planned<AttributeDataLookup<@Nullable Correlation>> {}

  /// The attributes that the calling service owns.
  record OwnedAttributesKey(UserRef user) implements Planned<Collection<Attribute>> {}

  /// The official attributes.
  record TemplatesKey(UserRef user) implements Planned<List<Attribute>> {}
}
