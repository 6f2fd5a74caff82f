package io.existgraph.model;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The identifier of an attribute, such as `steps`; tags of v1 may have letters of any language.
/// Not its label.
///
/// Names travel as path segments and in comma-separated lists, so nothing but letters, digits, `_`
/// and `-` is let through.
///
/// Two names are equal when their NFC forms are; the value is spelled as whoever gave it wrote it.
public final class AttributeName implements Comparable<AttributeName> {
  private static final int MAX_LENGTH = 100;
  private static final Pattern SHAPE =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1," + MAX_LENGTH + "}");
  private static final char LAST_OF_ASCII = 0x7f;

  private final String value;
  private final String canonical;

  public AttributeName(String value) {
    if (!isName(value)) {
      throw new IllegalArgumentException("not an attribute name");
    }
    this.value = value;
    this.canonical = nfc(value);
  }

  public String value() {
    return value;
  }

  /// Whether the text could be the name of an attribute at all.
  public static boolean isName(String text) {
    return isPlainName(text) || SHAPE.matcher(text).matches();
  }

  /// Whether it is a name of ASCII letters, digits, `_` and `-`, as almost all are.
  private static boolean isPlainName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean isWord =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || letter == '_'
              || letter == '-';
      if (!isWord) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }

  /// Whether another sequence of code points may spell the same name: a composed letter and its
  /// decomposed form.
  public static boolean hasOtherSpellings(String text) {
    return !Normalizer.isNormalized(text, Form.NFD) || !Normalizer.isNormalized(text, Form.NFC);
  }

  /// Whether two names of attributes or of groups are the same in NFC.
  public static boolean areSame(String one, String other) {
    return one.equals(other) || nfc(one).equals(nfc(other));
  }

  /// Whether the names contain this one, of an attribute or of a group, in any spelling.
  public static boolean isAmong(String name, Set<String> names) {
    return names.contains(name)
        || (hasOtherSpellings(name) && names.stream().anyMatch(other -> areSame(name, other)));
  }

  /// The spelling by which names are compared: the NFC form.
  public String canonical() {
    return canonical;
  }

  private static String nfc(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_OF_ASCII) {
        return Normalizer.normalize(text, Form.NFC);
      }
    }
    return text;
  }

  /// The attribute that holds this one's target, by Exist's convention, unless no name is that
  /// long.
  public Optional<AttributeName> goal() {
    String goal = value + "_goal";
    return isName(goal) ? Optional.of(new AttributeName(goal)) : Optional.empty();
  }

  @Override
  public int compareTo(AttributeName other) {
    return canonical.compareTo(other.canonical);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof AttributeName name && canonical.equals(name.canonical));
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
