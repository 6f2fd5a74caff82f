package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.operation.LoadResults;
import io.existgraph.write.ValidatedItem;
import io.existgraph.write.WriteValidator;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Validation of the input objects of mutations.
final class ValidatedInput {
  private ValidatedInput() {}

  static ValidatedItem acquire(Map<String, Object> input, LoadResults results) {
    boolean isActive = !Boolean.FALSE.equals(input.get("active"));
    Boolean isPrivate = (Boolean) input.get("private");
    return named(
        String.valueOf(input.get("name")),
        results,
        name -> new WriteItem.AttributeAcquisition(name, isActive, isPrivate));
  }

  static ValidatedItem release(String name, LoadResults results) {
    return named(name, results, WriteItem.AttributeRelease::new);
  }

  /// The item of the attribute as Exist spells its name.
  private static ValidatedItem named(
      String text, LoadResults results, Function<AttributeName, WriteItem> item) {
    return ValidatedItem.of(text, name -> item.apply(results.view().spelled(UserRef.SELF, name)));
  }

  static ValidatedItem update(Map<String, Object> input, LoadResults results) {
    return new WriteValidator(results.view())
        .update(String.valueOf(input.get("name")), date(input, results), value(input));
  }

  static ValidatedItem increment(Map<String, Object> input, LoadResults results) {
    return new WriteValidator(results.view())
        .increment(String.valueOf(input.get("name")), date(input, results), value(input));
  }

  private static LocalDate date(Map<String, Object> input, LoadResults results) {
    LocalDate date = (LocalDate) input.get("date");
    return date == null ? results.get(new ProfileKey(UserRef.SELF)).dateAt(results.now()) : date;
  }

  private static Object value(Map<String, Object> input) {
    return Objects.requireNonNull(input.get("value"));
  }

  /// Either of a template, or with all that makes an attribute.
  static ValidatedItem create(Map<String, Object> input) {
    String template = (String) input.get("template");
    String label = (String) input.get("label");
    String group = (String) input.get("group");
    Object type = input.get("valueType");
    ValueType valueType = type == null ? null : ValueType.valueOf(type.toString());
    boolean isManual = Boolean.TRUE.equals(input.get("manual"));
    WriteItem.AttributeCreation item =
        new WriteItem.AttributeCreation(template, label, group, valueType, isManual);
    String name = template == null ? Objects.requireNonNullElse(label, "") : template;
    return isWhole(item)
        ? new ValidatedItem.ValidItem(name, null, item)
        : ValidatedItem.invalid(
            name,
            null,
            OutcomeReason.MISSING_FIELD,
            "missing_field",
            "Give either a template, or a label, a group and a value type.");
  }

  private static boolean isWhole(WriteItem.AttributeCreation item) {
    return item.template() == null
        ? item.label() != null && item.group() != null && isKnown(item.type())
        : item.label() == null && item.group() == null && item.type() == null;
  }

  private static boolean isKnown(@Nullable ValueType type) {
    return type != null && type.code() >= 0;
  }
}
