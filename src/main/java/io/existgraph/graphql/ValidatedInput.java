package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
import io.existgraph.operation.LoadResults;
import io.existgraph.write.WriteValidator;
import io.existgraph.write.WriteValidator.Judgement;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One item of a write's input: what is to be sent, or why it is not.
record ValidatedInput(
    String name, @Nullable LocalDate date, @Nullable WriteItem item, @Nullable WriteOutcome bad) {

  static ValidatedInput named(String name, Function<AttributeName, WriteItem> item) {
    return AttributeName.isName(name)
        ? new ValidatedInput(name, null, item.apply(new AttributeName(name)), null)
        : new ValidatedInput(
            name,
            null,
            null,
            WriteOutcome.rejected(
                Reason.NOT_FOUND, "not_found", "This cannot be the name of an attribute."));
  }

  static ValidatedInput acquire(Map<String, Object> input) {
    boolean isActive = !Boolean.FALSE.equals(input.get("active"));
    Boolean isPrivate = (Boolean) input.get("private");
    return named(
        String.valueOf(input.get("name")),
        name -> new WriteItem.Acquire(name, isActive, isPrivate));
  }

  static ValidatedInput update(Map<String, Object> input, LoadResults results) {
    return value(input, results, new WriteValidator(results.facts())::judge);
  }

  static ValidatedInput increment(Map<String, Object> input, LoadResults results) {
    return value(input, results, new WriteValidator(results.facts())::judgeIncrement);
  }

  @FunctionalInterface
  private interface Rule {
    Judgement judge(String name, LocalDate date, Object value);
  }

  private static ValidatedInput value(Map<String, Object> input, LoadResults results, Rule rule) {
    String name = String.valueOf(input.get("name"));
    LocalDate date = (LocalDate) input.get("date");
    LocalDate day =
        date == null ? results.get(new ProfileKey(UserRef.SELF)).dateAt(results.now()) : date;
    return switch (rule.judge(name, day, Objects.requireNonNull(input.get("value")))) {
      case Judgement.Good(var item) -> new ValidatedInput(name, day, item, null);
      case Judgement.Bad(var outcome) -> new ValidatedInput(name, day, null, outcome);
    };
  }

  /// Either of a template, or with all that makes an attribute.
  static ValidatedInput create(Map<String, Object> input) {
    String template = (String) input.get("template");
    String label = (String) input.get("label");
    String group = (String) input.get("group");
    Object type = input.get("valueType");
    ValueType valueType = type == null ? null : ValueType.valueOf(type.toString());
    boolean isWhole =
        template == null
            ? label != null && group != null && valueType != null && valueType.code() >= 0
            : label == null && group == null && valueType == null;
    boolean isManual = Boolean.TRUE.equals(input.get("manual"));
    String name = template == null ? String.valueOf(label) : template;
    return isWhole
        ? new ValidatedInput(
            name, null, new WriteItem.Create(template, label, group, valueType, isManual), null)
        : new ValidatedInput(
            name,
            null,
            null,
            WriteOutcome.rejected(
                Reason.MISSING_FIELD,
                "missing_field",
                "Give either a template, or a label, a group and a value type."));
  }

  WriteOutcome outcome(Map<String, WriteOutcome> outcomes) {
    return item == null
        ? Objects.requireNonNull(bad)
        : outcomes.getOrDefault(item.key(), WriteOutcome.UNKNOWN);
  }

  /// The attribute meant: by its name, or as Exist named a new one.
  @Nullable AttributeName attribute(WriteOutcome outcome) {
    if (item == null) {
      return AttributeName.isName(name) ? new AttributeName(name) : null;
    }
    return item.name() != null || outcome.told() == null ? item.name() : outcome.told().name();
  }
}
