package io.existgraph.operation.planning;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/// How many values an attribute or a row may answer with. A row counts as one value for every eight
/// fields selected of it, and beside it whatever is a list of its own. `today` is the latest that
/// it may be, `largestGroup` how many attributes a group may have.
record FieldSizes(LocalDate today, long largestGroup) {
  static final long MOST = 1_000_000_000;

  private static final int FIELDS_OF_ONE = 8;
  private static final Set<String> COUNTED_APART =
      Set.of(
          "attribute",
          "attribute2",
          "attributes",
          "values",
          "average",
          "averages",
          "correlation",
          "correlations",
          "insights");

  /// Of an attribute that the user has anyway: its lists alone.
  long attribute(List<FieldSelection> fields) {
    return sum(fields, this::field);
  }

  /// Of an attribute that was reached through something else, so that there may be many of them.
  long reached(List<FieldSelection> fields) {
    return one(fields) + attribute(fields);
  }

  private long field(FieldSelection field) {
    if (field.isRefused()) {
      return 0;
    }
    return switch (field.name()) {
      case "values" -> times(days(field), one(field.children()));
      case "averages", "correlations", "insights" -> list(field);
      case "average", "correlation" -> row(field.children());
      case "group" ->
          times(
              largestGroup,
              sum(LookAhead.below(field, "attributes"), it -> reached(it.children())));
      default -> 0;
    };
  }

  /// A range that begins behind today has none.
  private long days(FieldSelection field) {
    return Math.max(0, new FieldArguments(field.arguments()).span().days(today).count());
  }

  /// Of a page of rows, which may be full.
  long list(FieldSelection field) {
    long nodes = sum(LookAhead.below(field, "nodes"), it -> row(it.children()));
    long edges = sum(LookAhead.below(field, "edges"), it -> row(it.children()));
    return times(new FieldArguments(field.arguments()).first(), nodes + edges);
  }

  /// Of a row with the attributes that it speaks of.
  long row(List<FieldSelection> fields) {
    return one(fields) + sum(fields, this::below);
  }

  private long below(FieldSelection field) {
    return switch (field.name()) {
      case "attribute", "attribute2" -> reached(field.children());
      case "node", "type" -> sum(field.children(), this::below);
      default -> 0;
    };
  }

  /// Of so many fields, without those that are counted apart.
  static long one(List<FieldSelection> fields) {
    return 1 + Math.max(0, fields(fields) - 1) / FIELDS_OF_ONE;
  }

  private static long fields(List<FieldSelection> fields) {
    return sum(fields, it -> 1 + (COUNTED_APART.contains(it.name()) ? 0 : fields(it.children())));
  }

  static long sum(List<? extends FieldSelection> fields, ToLongFunction<FieldSelection> weight) {
    return Math.min(MOST, fields.stream().mapToLong(weight).sum());
  }

  static long times(long count, long each) {
    return Math.min(MOST, Math.min(MOST, count) * Math.min(MOST, each));
  }
}
