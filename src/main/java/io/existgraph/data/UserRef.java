package io.existgraph.data;

import java.util.regex.Pattern;

/// A reference to the user of data: the caller, or a user by name.
public record UserRef(String name) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]{0,149}");

  /// Exist's own word for whoever the credential belongs to.
  public static final UserRef SELF = new UserRef("$self");

  /// Whether the text could be a user's name; it travels as a path segment, so no dots at the
  /// start.
  public static boolean isName(String text) {
    return SHAPE.matcher(text).matches();
  }

  public boolean isSelf() {
    return equals(SELF);
  }
}
