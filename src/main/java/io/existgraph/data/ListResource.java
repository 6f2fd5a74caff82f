package io.existgraph.data;

import io.existgraph.model.AttributeName;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A list of the API, served newest first and in pages. `from` and `to` are local dates, both
/// inclusive.
public sealed interface ListResource<R>
    permits InsightListResource, AverageListResource, CorrelationResource {
  @Nullable LocalDate from();

  @Nullable LocalDate to();

  FreshnessClass kind();

  /// Display order; rows that compare equal stay as Exist sent them.
  Comparator<R> order();

  /// Whether rows of one moment are ordered by more than that.
  default boolean ordersTies() {
    return false;
  }

  /// The identity of a row within the list as a text, beginning with its moment.
  String identity(R row);

  /// A value that equals those of rows with the same identity, without the cost of the text.
  Object identityKey(R row);

  /// Whether no other row of the list can have the identity of this one.
  default boolean isDistinct(R row) {
    return true;
  }

  /// The moment of a row, as its identity begins: newer ones sort later.
  String moment(R row);

  /// The date of a row, local to the user; without a zone, at the offset that the row came with.
  LocalDate date(R row, @Nullable ZoneId zone);

  /// A row as this list has it, out of a list that may hold others; null when it is not of it.
  default @Nullable R own(R row) {
    return row;
  }

  /// The list over all attributes that holds these rows among others, if Exist keeps one.
  default @Nullable ListResource<R> overAll() {
    return null;
  }

  /// The same list of all dates; null where it is that already, or where that says less.
  default @Nullable ListResource<R> undated() {
    return null;
  }

  /// Whether it holds the rows of another list, and besides only such as that leaves out by their
  /// date or priority.
  default boolean isOf(ListResource<R> other) {
    return false;
  }

  /// Whether the row has the requested priority.
  default boolean hasPriorityOf(R row) {
    return true;
  }

  /// Whether rows of one attribute are looked for in it only once it is known to its end.
  default boolean isReadWhole() {
    return false;
  }

  /// Whether it is a batch that usually fits a page.
  default boolean isLatestBatch() {
    return false;
  }

  /// The strength of a row; 0 in lists without strength.
  default double strength(R row) {
    return 0;
  }

  /// A list that may be one of a single attribute's.
  interface OfAttribute {
    @Nullable AttributeName attribute();
  }

  /// The parts of an [#identity].
  static String joined(@Nullable Object... parts) {
    return Stream.of(parts)
        .map(part -> Objects.toString(part, ""))
        .collect(Collectors.joining("|"));
  }
}
