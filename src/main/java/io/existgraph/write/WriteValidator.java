package io.existgraph.write;

import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.view.CacheView;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// A validator of values before they are sent, by the types of their attributes, which are read
/// first. Values of attributes that Exist does not have pass: Exist refuses them.
public final class WriteValidator {
  private static final int MAX_NOTE_LENGTH = 1000;
  private static final int MAX_TEXT_LENGTH = 10_000;
  private static final int MINUTES_PER_DAY = 24 * 60;
  private static final AttributeName MOOD = new AttributeName("mood");
  private static final AttributeName MOOD_NOTE = new AttributeName("mood_note");

  private final CacheView view;

  public WriteValidator(CacheView view) {
    this.view = view;
  }

  /// A value to be set.
  public ValidatedItem update(String name, LocalDate date, Object value) {
    ValidatedItem rejection = rejection(name, date);
    if (rejection != null) {
      return rejection;
    }
    AttributeName attribute = view.spelled(UserRef.SELF, new AttributeName(name));
    Object sent = sendable(attribute, value);
    return sent == null
        ? invalidValue(name, date, "The value does not fit the attribute's type.")
        : new ValidatedItem.ValidItem(name, date, new WriteItem.ValueUpdate(attribute, date, sent));
  }

  /// An amount to be added to a value. Texts, scales and times of day have no sums.
  public ValidatedItem increment(String name, LocalDate date, Object value) {
    ValidatedItem rejection = rejection(name, date);
    if (rejection != null) {
      return rejection;
    }
    AttributeName attribute = view.spelled(UserRef.SELF, new AttributeName(name));
    BigDecimal amount = amount(attribute, value);
    return amount == null
        ? invalidValue(name, date, "This cannot be added to the attribute.")
        : new ValidatedItem.ValidItem(
            name, date, new WriteItem.ValueIncrement(attribute, date, amount));
  }

  private @Nullable BigDecimal amount(AttributeName name, Object value) {
    ValueType type = name.equals(MOOD) ? ValueType.SCALE : type(name);
    return switch (type) {
      case STRING, SCALE, BOOLEAN, TIME_OF_DAY, TIME_OF_DAY_FROM_MIDDAY -> null;
      case INTEGER, DURATION ->
          whole(value) instanceof Long number ? BigDecimal.valueOf(number) : null;
      case DECIMAL, PERCENTAGE, UNKNOWN ->
          AttributeValues.normalised(value, ValueType.DECIMAL) instanceof BigDecimal number
              ? number
              : null;
    };
  }

  private @Nullable ValidatedItem rejection(String name, LocalDate date) {
    if (!AttributeName.isName(name)) {
      return ValidatedItem.invalidName(name, date);
    }
    return date.isAfter(view.latestToday(UserRef.SELF).plusDays(1))
        ? invalidValue(name, date, "The date is in the future.")
        : null;
  }

  private static ValidatedItem invalidValue(String name, LocalDate date, String message) {
    return ValidatedItem.invalid(name, date, OutcomeReason.INVALID_VALUE, "validation", message);
  }

  private ValueType type(AttributeName name) {
    Attribute attribute = view.attribute(UserRef.SELF, name);
    return attribute != null && attribute.valueType() != ValueType.UNKNOWN
        ? attribute.valueType()
        : KnownAttributes.of(name)
            .map(KnownAttributes.KnownAttribute::type)
            .orElse(ValueType.UNKNOWN);
  }

  /// The value as Exist takes it; null when it does not fit.
  private @Nullable Object sendable(AttributeName name, Object value) {
    if (name.equals(MOOD)) {
      return whole(value, 1, 9);
    }
    int maxLength = name.equals(MOOD_NOTE) ? MAX_NOTE_LENGTH : MAX_TEXT_LENGTH;
    ValueType type = type(name);
    return switch (type) {
      case STRING -> value instanceof String text && length(text) <= maxLength ? text : null;
      case BOOLEAN -> truth(value);
      case DECIMAL -> AttributeValues.normalised(value, type);
      case PERCENTAGE -> ratio(value);
      case SCALE -> whole(value, 1, 9);
      case INTEGER, DURATION -> whole(value);
      case TIME_OF_DAY, TIME_OF_DAY_FROM_MIDDAY -> timeOfDay(value, type);
      case UNKNOWN -> value instanceof Boolean flag ? (Object) (flag ? 1 : 0) : value;
    };
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static @Nullable Object whole(Object value) {
    return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static @Nullable Object whole(Object value, int min, int max) {
    return AttributeValues.normalised(value, ValueType.INTEGER) instanceof Long number
            && number >= min
            && number <= max
        ? number
        : null;
  }

  private static @Nullable Object truth(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return whole(value, 0, 1);
  }

  private static @Nullable Object ratio(Object value) {
    return AttributeValues.normalised(value, ValueType.PERCENTAGE) instanceof BigDecimal number
            && number.signum() >= 0
            && number.compareTo(BigDecimal.ONE) <= 0
        ? number
        : null;
  }

  /// Minutes, or `"HH:mm"` on the clock.
  private static @Nullable Object timeOfDay(Object value, ValueType type) {
    if (value instanceof String text && text.indexOf(':') > 0) {
      try {
        int minutes = LocalTime.parse(text).toSecondOfDay() / 60;
        boolean isFromMidday = type == ValueType.TIME_OF_DAY_FROM_MIDDAY;
        return isFromMidday ? (minutes + MINUTES_PER_DAY / 2) % MINUTES_PER_DAY : minutes;
      } catch (DateTimeException _) {
        return null;
      }
    }
    return whole(value, 0, MINUTES_PER_DAY - 1);
  }
}
