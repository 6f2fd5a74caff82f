package io.existgraph.write;

import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.operation.LoadResults;
import io.existgraph.view.CacheView;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A validator of the inputs of mutations, by what is known. `today` is the user's.
public record InputValidator(CacheView view, Supplier<LocalDate> today) {
  public static InputValidator of(LoadResults results) {
    return new InputValidator(
        results.view(), () -> results.get(new ProfileKey(UserRef.SELF)).dateAt(results.now()));
  }

  public ValidatedItem acquire(Map<String, Object> input) {
    boolean isActive = !Boolean.FALSE.equals(input.get("active"));
    Boolean isPrivate = (Boolean) input.get("private");
    return named(
        String.valueOf(input.get("name")),
        name -> new WriteItem.AttributeAcquisition(name, isActive, isPrivate));
  }

  public ValidatedItem release(String name) {
    return named(name, WriteItem.AttributeRelease::new);
  }

  /// The item of the attribute as Exist spells its name.
  private ValidatedItem named(String text, Function<AttributeName, WriteItem> item) {
    return ValidatedItem.of(text, name -> item.apply(view.spelled(UserRef.SELF, name)));
  }

  public ValidatedItem update(Map<String, Object> input) {
    return new WriteValidator(view)
        .update(String.valueOf(input.get("name")), date(input), value(input));
  }

  public ValidatedItem increment(Map<String, Object> input) {
    return new WriteValidator(view)
        .increment(String.valueOf(input.get("name")), date(input), value(input));
  }

  private LocalDate date(Map<String, Object> input) {
    LocalDate date = (LocalDate) input.get("date");
    return date == null ? today.get() : date;
  }

  private static Object value(Map<String, Object> input) {
    return Objects.requireNonNull(input.get("value"));
  }

  /// Either of a template, or with all that makes an attribute.
  public ValidatedItem create(Map<String, Object> input) {
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
