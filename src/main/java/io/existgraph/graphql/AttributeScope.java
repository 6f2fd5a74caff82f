package io.existgraph.graphql;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.AttributeListsKey;
import io.existgraph.exist.LoadKey.AttributesKey;
import io.existgraph.exist.LoadKey.CorrelationPairsKey;
import io.existgraph.exist.LoadKey.GoalsKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.ServicesKey;
import io.existgraph.exist.LoadKey.TypesKey;
import io.existgraph.exist.LoadKey.ValuesKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.UnitSystem;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.operation.planning.SelectorUnits;
import org.jspecify.annotations.Nullable;

/// The attributes that a field is selected on, through whatever they were reached: makes the keys
/// of their data, for the look-ahead and for the fields alike.
record AttributeScope(UserRef user, AttributeSelector names) {

  AttributeScope with(AttributeSelector others) {
    return new AttributeScope(user, others);
  }

  AttributesKey attributes() {
    return new AttributesKey(user, names);
  }

  TypesKey types() {
    return new TypesKey(user, names);
  }

  ValuesKey values(DateRange range) {
    return new ValuesKey(user, names, range);
  }

  ProfileKey profile() {
    return new ProfileKey(user);
  }

  GoalsKey goals() {
    return new GoalsKey(user, names);
  }

  ServicesKey services() {
    return new ServicesKey(user);
  }

  AttributeListsKey lists(ListQuery.ListQueryTemplate template) {
    return new AttributeListsKey(user, names, template);
  }

  CorrelationPairsKey pairs(AttributeName with) {
    return new CorrelationPairsKey(user, names, with);
  }

  boolean isOwned() {
    return names instanceof AttributeSelector.OwnedByService;
  }

  /// The second attributes of the correlations in these lists. Of a list that was itself reached
  /// through rows, any attribute may be one.
  AttributeScope related(ListQuery.ListQueryTemplate template) {
    boolean isNested =
        names instanceof AttributeSelector.MentionedIn
            || names instanceof AttributeSelector.MentionedInListsOf;
    return with(
        isNested
            ? AttributeSelector.all()
            : new AttributeSelector.MentionedInListsOf(names, template));
  }

  /// Collects what the argument `units` loads: the user's preference, only where the argument
  /// selects it and the unit may have an imperial form. Returns whether the argument is anything
  /// but `METRIC`.
  @CanIgnoreReturnValue
  boolean collectUnits(@Nullable UnitSystem otherwise, SelectedField field, KeyCollector keys) {
    UnitSystem given = UnitSystemResolver.of(field.arguments().values().get("units"), otherwise);
    if (given == null && SelectorUnits.mayBeImperial(names)) {
      keys.add(profile());
    }
    return given != UnitSystem.METRIC;
  }

  /// The same where the user's preference is the default.
  void collectFormatted(SelectedField field, KeyCollector keys) {
    collectUnits(null, field, keys);
  }

  /// The same where metric units are the default.
  void collectNumber(SelectedField field, KeyCollector keys) {
    collectUnits(UnitSystem.METRIC, field, keys);
  }
}
