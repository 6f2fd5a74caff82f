package io.existgraph.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One item of a write. Two of the same key in one request could not be distinguished in its
/// response.
public sealed interface WriteItem {
  /// Null of what has no name yet.
  @Nullable AttributeName name();

  /// What Exist's answer is matched by.
  default String key() {
    AttributeName name = name();
    return name == null ? "" : name.canonical();
  }

  /// Both in one, where this one was to be written before an item of the same key.
  default WriteItem then(WriteItem later) {
    return later;
  }

  /// A value for a day, local to the user: a number or a text, in the form of the API.
  record ValueUpdate(AttributeName name, LocalDate date, Object value) implements WriteItem {
    @Override
    public String key() {
      return key(name, date);
    }

    public static String key(AttributeName name, LocalDate date) {
      return name.canonical() + " " + date;
    }
  }

  /// Something to add to a day's value.
  record ValueIncrement(AttributeName name, LocalDate date, BigDecimal value) implements WriteItem {
    @Override
    public String key() {
      return ValueUpdate.key(name, date);
    }

    @Override
    public WriteItem then(WriteItem later) {
      return later instanceof ValueIncrement more
          ? new ValueIncrement(name, date, value.add(more.value()))
          : later;
    }
  }

  /// Ownership of an attribute, to be taken. A null privacy leaves it as it is.
  record AttributeAcquisition(AttributeName name, boolean active, @Nullable Boolean isPrivate)
      implements WriteItem {}

  /// Ownership of an attribute, to be given up.
  record AttributeRelease(AttributeName name) implements WriteItem {}

  /// A new attribute: of a template, else with a label, a group and a type. Exist names it.
  record AttributeCreation(
      @Nullable String template,
      @Nullable String label,
      @Nullable String group,
      @Nullable ValueType type,
      boolean isManual)
      implements WriteItem {
    @Override
    public @Nullable AttributeName name() {
      return null;
    }

    @Override
    public String key() {
      return template == null ? group + " " + label : template;
    }
  }
}
