package io.existgraph.plan;

import io.existgraph.cache.Entry;
import io.existgraph.caller.CallerId;
import io.existgraph.model.Profile;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import io.existgraph.upstream.Kind;
import io.existgraph.upstream.Span;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
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
  public static ArgumentRules of(Desk desk, @Nullable CallerId caller) {
    Instant now = desk.clock().instant();
    LocalDate latest = Span.latestToday(now);
    Entry<?> profile =
        caller == null ? null : desk.memory().of(caller).get(new Topic.ProfileOf(UserRef.SELF));
    LocalDate today =
        profile != null
                && profile.value() instanceof Profile known
                && desk.freshness().isUsable(Kind.PROFILE, profile.fetchedAt(), now)
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
      new Arguments(arguments).check(field, this);
      return null;
    } catch (FailureException bad) {
      return bad.failure();
    }
  }

  /// The selection with every field checked.
  public List<Selection> checked(List<? extends Selection> fields) {
    return fields.stream().<Selection>map(this::checked).toList();
  }

  private Selection checked(Selection field) {
    Map<String, ? extends @Nullable Object> arguments = field.arguments();
    boolean isRefused = objection(field.name(), arguments) != null;
    return new CheckedSelection(
        field.name(),
        isRefused ? Map.of() : arguments,
        isRefused ? List.of() : checked(field.children()),
        field.types(),
        isRefused);
  }
}
