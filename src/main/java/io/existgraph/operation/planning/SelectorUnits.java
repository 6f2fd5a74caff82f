package io.existgraph.operation.planning;

import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.Unit;
import io.existgraph.model.ValueType;

/// The units and types of attributes that are certain before a request is sent.
public final class SelectorUnits {
  private SelectorUnits() {}

  /// Whether `formatted` may differ for a user who reads imperial units.
  public static boolean mayBeImperial(AttributeSelector names) {
    if (!(names instanceof AttributeSelector.ByName(var name)) || !isDocumented(names)) {
      return true;
    }
    ValueType type =
        KnownAttributes.of(name)
            .map(KnownAttributes.KnownAttribute::type)
            .orElse(ValueType.UNKNOWN);
    Unit unit = Unit.of(name, type);
    return unit != null && unit.hasImperial();
  }

  /// Whether what kind of values they have is known without asking.
  public static boolean isDocumented(AttributeSelector names) {
    return names instanceof AttributeSelector.ByName(var name)
        && KnownAttributes.of(name).isPresent();
  }
}
