package io.existgraph.write;

import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Catalog;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
import io.existgraph.view.CacheView;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// Judges values before they are sent, by what is remembered of their attributes. Unknown
/// attributes pass: Exist judges them.
public final class WriteValidator {
  private static final int LONGEST_NOTE = 1000;
  private static final int LONGEST_TEXT = 10_000;
  private static final int DAY = 24 * 60;

  private final CacheView facts;

  public WriteValidator(CacheView facts) {
    this.facts = facts;
  }

  /// A judgement: the item as it is to be sent, or why it is not.
  public sealed interface Judgement {
    record Good(WriteItem item) implements Judgement {}

    record Bad(WriteOutcome outcome) implements Judgement {}
  }

  /// A value to be set.
  public Judgement judge(String name, LocalDate date, Object value) {
    Judgement objection = objection(name, date);
    if (objection != null) {
      return objection;
    }
    AttributeName attribute = new AttributeName(name);
    Object sent = sendable(attribute, value);
    return sent == null
        ? bad(Reason.INVALID_VALUE, "validation", "The value does not fit the attribute's type.")
        : new Judgement.Good(new WriteItem.Update(attribute, date, sent));
  }

  /// An amount to be added to a value. Texts, scales and times of day have no sums.
  public Judgement judgeIncrement(String name, LocalDate date, Object value) {
    Judgement objection = objection(name, date);
    if (objection != null) {
      return objection;
    }
    AttributeName attribute = new AttributeName(name);
    ValueType type = name.equals("mood") ? ValueType.SCALE : type(attribute);
    BigDecimal amount =
        switch (type) {
          case STRING, SCALE, BOOLEAN, TIME_OF_DAY, TIME_OF_DAY_FROM_MIDDAY -> null;
          case INTEGER, DURATION -> whole(value) instanceof Long it ? BigDecimal.valueOf(it) : null;
          case DECIMAL, PERCENTAGE, UNKNOWN ->
              AttributeValues.normalised(value, ValueType.DECIMAL) instanceof BigDecimal it
                  ? it
                  : null;
        };
    return amount == null
        ? bad(Reason.INVALID_VALUE, "validation", "This cannot be added to the attribute.")
        : new Judgement.Good(new WriteItem.Increment(attribute, date, amount));
  }

  private @Nullable Judgement objection(String name, LocalDate date) {
    if (!AttributeName.isName(name)) {
      return bad(Reason.NOT_FOUND, "not_found", "This cannot be the name of an attribute.");
    }
    return date.isAfter(facts.latestToday(UserRef.SELF).plusDays(1))
        ? bad(Reason.INVALID_VALUE, "validation", "The date is in the future.")
        : null;
  }

  private static Judgement bad(Reason reason, String code, String message) {
    return new Judgement.Bad(WriteOutcome.rejected(reason, code, message));
  }

  private ValueType type(AttributeName name) {
    Catalog catalog = facts.catalog(UserRef.SELF);
    Attribute attribute = catalog == null ? null : catalog.attribute(name);
    return attribute != null && attribute.valueType() != ValueType.UNKNOWN
        ? attribute.valueType()
        : KnownAttributes.of(name).map(KnownAttributes.Known::type).orElse(ValueType.UNKNOWN);
  }

  /// The value as Exist takes it; null when it does not fit.
  private @Nullable Object sendable(AttributeName name, Object value) {
    if (name.value().equals("mood")) {
      return whole(value, 1, 9);
    }
    int longest = name.value().equals("mood_note") ? LONGEST_NOTE : LONGEST_TEXT;
    ValueType type = type(name);
    return switch (type) {
      case STRING -> value instanceof String text && length(text) <= longest ? text : null;
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

  private static @Nullable Object whole(Object value, int least, int most) {
    return AttributeValues.normalised(value, ValueType.INTEGER) instanceof Long number
            && number >= least
            && number <= most
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
        return isFromMidday ? (minutes + DAY / 2) % DAY : minutes;
      } catch (DateTimeException notATime) {
        return null;
      }
    }
    return whole(value, 0, DAY - 1);
  }
}
