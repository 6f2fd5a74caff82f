package io.existgraph.plan;

import io.existgraph.model.KnownAttributes;
import io.existgraph.model.Unit;
import io.existgraph.model.ValueType;
import io.existgraph.upstream.Names;

/// What can be said of attributes' units and types before Exist is asked.
final class Units {
  private Units() {}

  /// Whether `formatted` may differ for a user who reads imperial units.
  static boolean mayBeImperial(Names names) {
    if (!(names instanceof Names.One(var name)) || !isDocumented(names)) {
      return true;
    }
    ValueType type =
        KnownAttributes.of(name).map(KnownAttributes.Known::type).orElse(ValueType.UNKNOWN);
    Unit unit = Unit.of(name, type);
    return unit != null && unit.hasImperial();
  }

  /// Whether what kind of values they have is known without asking.
  static boolean isDocumented(Names names) {
    return names instanceof Names.One(var name) && KnownAttributes.of(name).isPresent();
  }
}
