package io.existgraph.write;

import io.existgraph.data.DateRange;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.AttributesKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.KnownAttributes;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.planning.LoadKeySet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The data that a write depends on: the types and spellings of the attributes that Exist does not
/// document, and the user's today where a date depends on it. Known, nothing of it is read.
///
/// @param undocumented names of attributes whose types or spellings are not documented
/// @param needsToday whether a date is missing, or is in the future in some time zones only
public record WritePrerequisites(Set<String> undocumented, boolean needsToday) {
  public WritePrerequisites {
    undocumented = Set.copyOf(undocumented);
  }

  /// Those of the input objects of a mutation, each with a `name` and perhaps a `date`.
  public static WritePrerequisites of(Collection<?> updates, Instant now) {
    Set<String> undocumented = new TreeSet<>();
    boolean needsToday = false;
    for (Object update : updates) {
      if (update instanceof Map<?, ?> fields) {
        if (isUndocumented(fields.get("name"))) {
          undocumented.add(String.valueOf(fields.get("name")));
        }
        needsToday |= !(fields.get("date") instanceof LocalDate date) || mayBeTooLate(date, now);
      }
    }
    return new WritePrerequisites(undocumented, needsToday);
  }

  /// Those of attributes that are only named, as text or by the `name` of an input object: how
  /// Exist spells names that can be spelled otherwise.
  public static WritePrerequisites ofNames(Collection<?> items) {
    Set<String> names = new TreeSet<>();
    for (Object item : items) {
      Object name = item instanceof Map<?, ?> fields ? fields.get("name") : item;
      if (name instanceof String text
          && AttributeName.isName(text)
          && AttributeName.hasOtherSpellings(text)) {
        names.add(text);
      }
    }
    return new WritePrerequisites(names, false);
  }

  private static boolean isUndocumented(@Nullable Object name) {
    return name instanceof String text
        && AttributeName.isName(text)
        && KnownAttributes.of(new AttributeName(text)).isEmpty();
  }

  /// Whether it depends on the user's zone that the day is later than their tomorrow.
  private static boolean mayBeTooLate(LocalDate date, Instant now) {
    return date.isAfter(DateRange.earliestToday(now).plusDays(1))
        && !date.isAfter(DateRange.latestToday(now).plusDays(1));
  }

  public LoadKeySet keys() {
    List<LoadKey<?>> keys = new ArrayList<>();
    if (needsToday) {
      keys.add(new ProfileKey(UserRef.SELF));
    }
    if (!undocumented.isEmpty()) {
      keys.add(attributes());
    }
    return LoadKeySet.of(keys);
  }

  private AttributesKey attributes() {
    return new AttributesKey(
        UserRef.SELF, new AttributeSelector.ByNamesAndGroups(undocumented, /* groups= */ null));
  }

  /// Fails where any of it could not be read: nothing is written then.
  public void check(LoadResults results) {
    if (needsToday) {
      var _ = results.get(new ProfileKey(UserRef.SELF));
    }
    if (!undocumented.isEmpty()) {
      var _ = results.get(attributes()).catalog();
    }
  }
}
