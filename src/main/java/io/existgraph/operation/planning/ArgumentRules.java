package io.existgraph.operation.planning;

import io.existgraph.cache.CacheEntry;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.model.Profile;
import io.existgraph.operation.OperationDependencies;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The check of every field's arguments, made before anything is sized, planned or sent. It costs
/// no more than the arguments are long.
///
/// `today` is what an open range of days ends with: the caller's date or, while their zone is not
/// known, the latest date anywhere.
public record ArgumentRules(LocalDate today, LocalDate latestAnywhere) {
  /// For an operation that begins now. Without a credential nobody's date is known.
  public static ArgumentRules of(OperationDependencies desk, @Nullable CallerId caller) {
    Instant now = desk.clock().instant();
    LocalDate latest = DateRange.latestToday(now);
    CacheEntry<?> profile =
        caller == null ? null : desk.memory().of(caller).get(new CacheKey.ProfileOf(UserRef.SELF));
    LocalDate today =
        profile != null
                && profile.value() instanceof Profile known
                && desk.freshness()
                    .isStaleWhileRevalidate(FreshnessClass.PROFILE, profile.fetchedAt(), now)
            ? known.dateAt(now)
            : latest;
    return new ArgumentRules(today, latest);
  }

  /// Why the field cannot be answered with these arguments; null when it can.
  public @Nullable Failure objection(
      String field, Map<String, ? extends @Nullable Object> arguments) {
    if (arguments.isEmpty()) {
      return null;
    }
    try {
      new FieldArguments(arguments).check(field, this);
      return null;
    } catch (FailureException bad) {
      return bad.failure();
    }
  }

  /// The selection with every field checked.
  public List<FieldSelection> checked(List<? extends FieldSelection> fields) {
    return fields.stream().<FieldSelection>map(this::checked).toList();
  }

  private FieldSelection checked(FieldSelection field) {
    Map<String, ? extends @Nullable Object> arguments = field.arguments();
    boolean isRefused = objection(field.name(), arguments) != null;
    return new CheckedFieldSelection(
        field.name(),
        isRefused ? Map.of() : arguments,
        isRefused ? List.of() : checked(field.children()),
        field.types(),
        isRefused);
  }
}
