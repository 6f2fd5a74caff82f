package io.existgraph.write;

import io.existgraph.data.UserRef;
import io.existgraph.exist.ExistApi;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// An item of a mutation that is only planned, as it would be validated by what is known now.
/// `isCertain` unless data that is read before the write may show that it is invalid.
record PlannedItem(ValidatedItem item, boolean isCertain) {
  private static final Set<String> VALUES = Set.of("updateAttributes", "incrementAttributes");

  /// The data that is read before the inputs of the field are written.
  static WritePrerequisites prerequisites(SelectedField root, Collection<?> inputs, Instant now) {
    return VALUES.contains(root.name())
        ? WritePrerequisites.of(inputs, now)
        : WritePrerequisites.ofNames(inputs);
  }

  /// A missing date is the user's today or, while that is not known, the latest it may be.
  static List<PlannedItem> of(
      SelectedField root, Collection<?> inputs, CacheView view, Instant now) {
    InputValidator validator = new InputValidator(view, () -> view.latestToday(UserRef.SELF));
    return inputs.stream()
        .map(
            input ->
                new PlannedItem(
                    validated(root.name(), input, validator),
                    isCertain(input, prerequisites(root, List.of(input), now), view)))
        .toList();
  }

  @SuppressWarnings("unchecked") // the schema has objects there
  private static ValidatedItem validated(String field, Object input, InputValidator validator) {
    return switch (field) {
      case "updateAttributes" -> validator.update((Map<String, Object>) input);
      case "incrementAttributes" -> validator.increment((Map<String, Object>) input);
      case "acquireAttributes" -> validator.acquire((Map<String, Object>) input);
      case "createAttributes" -> validator.create((Map<String, Object>) input);
      case "releaseAttributes" -> validator.release((String) input);
      default -> throw new IllegalArgumentException(field);
    };
  }

  private static boolean isCertain(Object input, WritePrerequisites needed, CacheView view) {
    boolean isToday = input instanceof Map<?, ?> fields && fields.get("date") == null;
    return (isToday || !needed.needsToday() || view.today(UserRef.SELF) != null)
        && needed.undocumented().stream()
            .allMatch(name -> view.attribute(UserRef.SELF, new AttributeName(name)) != null);
  }

  /// The items that would be sent, those of one key as one.
  static Collection<WriteItem> sent(List<PlannedItem> items, ExistApi api) {
    return sent(items, api, _ -> true);
  }

  /// Those of them that would be sent whatever is read before.
  static Collection<WriteItem> certain(List<PlannedItem> items, ExistApi api) {
    return sent(items, api, PlannedItem::isCertain);
  }

  private static Collection<WriteItem> sent(
      List<PlannedItem> items, ExistApi api, Predicate<PlannedItem> filter) {
    Map<String, WriteItem> byKey = new LinkedHashMap<>();
    items.stream()
        .filter(filter)
        .map(PlannedItem::item)
        .forEach(
            item -> {
              if (item instanceof ValidatedItem.ValidItem(_, _, var valid)
                  && api.objection(valid) == null) {
                byKey.merge(valid.key(), valid, WriteItem::then);
              }
            });
    return byKey.values();
  }

  /// The names of the attributes that a payload is about.
  static Set<String> names(List<PlannedItem> items) {
    Set<String> names = new TreeSet<>();
    items.stream()
        .map(planned -> planned.item().name())
        .filter(Objects::nonNull)
        .filter(AttributeName::isName)
        .forEach(names::add);
    return names;
  }
}
