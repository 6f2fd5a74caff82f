package io.existgraph.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One thing to be written. Two of the same key in one request could not be told apart in its
/// answer.
public sealed interface WriteItem {
  AttributeName name();

  /// What Exist's answer is matched by.
  default String key() {
    return name().value();
  }

  /// A value for a day, local to the user: a number or a text, as Exist wants it.
  record Update(AttributeName name, LocalDate date, Object value) implements WriteItem {
    @Override
    public String key() {
      return key(name, date);
    }

    public static String key(AttributeName name, LocalDate date) {
      return name + " " + date;
    }
  }

  /// Ownership of an attribute, to be taken. A null privacy leaves it as it is.
  record Acquire(AttributeName name, boolean active, @Nullable Boolean isPrivate)
      implements WriteItem {}

  /// Ownership of an attribute, to be given up.
  record Release(AttributeName name) implements WriteItem {}
}
