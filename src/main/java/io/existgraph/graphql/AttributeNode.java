package io.existgraph.graphql;

import io.existgraph.exist.Failure;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An attribute of a user. `given` is what came with whatever it was reached through.
record AttributeNode(UserNode owner, AttributeName name, @Nullable Attribute given) {
  /// What it is; fails when that could not be read.
  Attribute about() {
    if (given != null) {
      return given;
    }
    var catalog = owner.known().catalog(owner.user(), Set.of(name.value()));
    Attribute attribute = catalog == null ? null : catalog.attribute(name);
    if (attribute == null) {
      throw new Failure.NotFound().asException();
    }
    return attribute;
  }

  /// What the list of attributes says of it; an insight tells less of its attribute.
  Attribute listed() {
    if (given == null || given.isListed()) {
      return about();
    }
    return owner.known().listed(owner.user(), given);
  }

  /// Itself; null when the user no longer has it.
  @Nullable AttributeNode ifStillThere() {
    var catalog = owner.known().catalog(owner.user(), Set.of(name.value()));
    return catalog != null && catalog.attribute(name) == null ? null : this;
  }

  /// Its type; of documented attributes also where nobody was asked.
  ValueType type() {
    Attribute told =
        given != null ? given : owner.known().attribute(owner.user(), name).orElse(null);
    return told != null && told.valueType() != ValueType.UNKNOWN
        ? told.valueType()
        : KnownAttributes.of(name).map(KnownAttributes.Known::type).orElse(ValueType.UNKNOWN);
  }

  @Nullable Unit unit() {
    return Unit.of(name, type());
  }

  /// The system to tell it in; the user's preference is looked up only where it matters.
  UnitSystem system(@Nullable UnitSystem wanted) {
    if (wanted != null) {
      return wanted;
    }
    Unit unit = unit();
    return unit != null && unit.hasImperial() ? owner.units().of(unit) : UnitSystem.METRIC;
  }

  @Nullable Object value(LocalDate day) {
    return AttributeValues.normalised(owner.known().value(owner.user(), name, day), type());
  }

  @Nullable Double number(LocalDate day) {
    return AttributeValues.number(value(day), type(), null, UnitSystem.METRIC);
  }

  @Nullable String formatted(@Nullable Object value, @Nullable UnitSystem wanted) {
    return value == null ? null : AttributeValues.formatted(value, type(), unit(), system(wanted));
  }

  DailyValueNode day(LocalDate date) {
    return new DailyValueNode(this, date, value(date));
  }
}
