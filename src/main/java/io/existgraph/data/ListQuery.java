package io.existgraph.data;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A query for rows of a list: `first` of them after a position. `counted` requests Exist's total
/// too; `strongestFirst` sorts by strength, for which the list is read to its end.
public record ListQuery<R>(
    ListResource<R> listing,
    int first,
    @Nullable RowPosition after,
    boolean counted,
    boolean strongestFirst) {

  public ListQuery(
      ListResource<R> listing, int first, @Nullable RowPosition after, boolean counted) {
    this(listing, first, after, counted, false);
  }

  /// Where a page ended: the row's place in the list then, and its identity. `scope` is that of the
  /// query; `seen` are the [#hash] values of the rows of its moment that came up to there, where
  /// their order was not final: Exist's next page may have had more of them.
  public record RowPosition(String scope, int offset, String identity, Set<Integer> seen) {
    public RowPosition {
      seen = Set.copyOf(seen);
    }

    public RowPosition(String scope, int offset, String identity) {
      this(scope, offset, identity, Set.of());
    }

    /// A number of 24 bits that differs for nearly all identities.
    public static int hash(String identity) {
      CRC32 checksum = new CRC32();
      checksum.update(identity.getBytes(StandardCharsets.UTF_8));
      return (int) checksum.getValue() & 0xFFFFFF;
    }
  }

  /// The latest batch of an attribute's correlations, whole.
  public static ListQuery<Correlation> latestOf(AttributeName attribute) {
    return new ListQuery<>(
        new CorrelationListResource(attribute, true, null, null), 100, null, false);
  }

  /// A short hash of what the rows are of: a position of another scope is foreign.
  public String scope() {
    int hash = (listing + (strongestFirst ? "|strength" : "")).hashCode();
    return Integer.toUnsignedString(hash, Character.MAX_RADIX);
  }

  public boolean isForeign() {
    return after != null && !after.scope().equals(scope());
  }

  /// The same rows of each of several attributes.
  public record ListQueryTemplate(
      ListKind of,
      int first,
      @Nullable RowPosition after,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      boolean latest,
      boolean counted,
      boolean strongestFirst) {
    public ListQueryTemplate(
        ListKind of,
        int first,
        @Nullable RowPosition after,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean latest,
        boolean counted) {
      this(of, first, after, from, to, latest, counted, false);
    }

    public enum ListKind {
      INSIGHTS,
      AVERAGES,
      CORRELATIONS
    }

    /// The latest batch of each one's correlations, whole.
    public static final ListQueryTemplate LATEST_CORRELATIONS =
        new ListQueryTemplate(ListKind.CORRELATIONS, 100, null, null, null, true, false);

    public ListQuery<?> of(AttributeName attribute) {
      return new ListQuery<>(listing(attribute), first, after, counted, strongestFirst);
    }

    private ListResource<?> listing(AttributeName attribute) {
      return switch (of) {
        case INSIGHTS -> InsightListResource.of(attribute, from, to);
        case AVERAGES -> new AverageListResource(attribute, from, to);
        case CORRELATIONS -> new CorrelationListResource(attribute, latest, from, to);
      };
    }
  }

  /// Whether only some rows of a list are meant.
  public boolean isFiltered() {
    return isFilteredByDate()
        || (listing instanceof InsightListResource insights && insights.priority() != null);
  }

  /// Whether rows are left out by their dates that Exist would count.
  public boolean isFilteredByDate() {
    return listing.from() != null || listing.to() != null;
  }

  /// How many attributes its rows can mention.
  public int mostAttributes() {
    return listing instanceof CorrelationBatchResource ? 2 * first : first;
  }

  /// The attributes mentioned in the rows; null while rows are missing.
  public @Nullable Set<AttributeName> attributes(ListResult<?> rows) {
    if (!(rows instanceof ListResult.KnownRows<?> known)) {
      return null;
    }
    return known.rows().stream()
        .flatMap(this::related)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<@Nullable AttributeName> related(Object row) {
    return switch (row) {
      case Correlation correlation when listing instanceof CorrelationBatchResource ->
          Stream.of(correlation.attribute(), correlation.attribute2());
      case Correlation correlation -> Stream.of(correlation.attribute2());
      case Insight insight -> {
        Attribute attribute = insight.type().attribute();
        yield attribute == null ? Stream.of() : Stream.of(attribute.name());
      }
      default -> Stream.of();
    };
  }
}
