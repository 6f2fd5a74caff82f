package io.existgraph.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// The identifier of an attribute, such as `steps`; tags of v1 may have letters of any language.
/// Not its label.
///
/// Names travel as path segments and in comma-separated lists, so nothing but letters, digits, `_`
/// and `-` is let through.
public record AttributeName(String value) implements Comparable<AttributeName> {
  private static final Pattern SHAPE = Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1,100}");

  public AttributeName {
    if (!isName(value)) {
      throw new IllegalArgumentException("not an attribute name");
    }
  }

  /// Whether the text could be the name of an attribute at all.
  public static boolean isName(String text) {
    return SHAPE.matcher(text).matches();
  }

  /// The attribute that holds this one's target, by Exist's convention, unless no name is that
  /// long.
  public Optional<AttributeName> goal() {
    String goal = value + "_goal";
    return isName(goal) ? Optional.of(new AttributeName(goal)) : Optional.empty();
  }

  @Override
  public int compareTo(AttributeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
