package io.existgraph.operation.planning;

import io.existgraph.data.DateRange;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// The counts that result sizes are estimated from, as far as they are cached. Sizes are in values:
/// days of values, rows of lists, nodes, and attributes that such rows lead to. Where it is not
/// known which attributes are meant, at most `unknown` are counted each time; pages count as full.
public final class ResultSizes {
  public static final long MAX = 1_000_000_000;

  private final CacheView view;
  private final int unknown;

  public ResultSizes(CacheView view, int unknown) {
    this.view = view;
    this.unknown = unknown;
  }

  public UserRef resolve(UserRef user) {
    return LoadKeySet.resolve(user, view);
  }

  /// How many attributes a selector means.
  public long count(UserRef user, AttributeSelector names) {
    Collection<?> known = names.in(user, view);
    if (known != null) {
      return known.size();
    }
    Integer all = user.isSelf() && names.isAll() ? view.attributeCount() : null;
    return all == null ? Math.min(unknown, names.most(user, view)) : all;
  }

  /// How many attributes a group may have.
  public long largestGroup(UserRef user) {
    Catalog catalog = view.catalog(user);
    return catalog == null ? unknown : largestGroup(catalog);
  }

  private static long largestGroup(Catalog catalog) {
    return catalog.attributes().stream()
        .filter(attribute -> attribute.group() != null)
        .collect(Collectors.groupingBy(Attribute::group, Collectors.counting()))
        .values()
        .stream()
        .max(Long::compare)
        .orElse(1L);
  }

  /// How many days the range has; none when it begins behind today.
  public long days(UserRef user, DateRange range) {
    return Math.max(0, range.days(view.latestToday(user)).count());
  }

  public static long sum(List<SelectedField> fields, ToLongFunction<SelectedField> size) {
    long sum = 0;
    for (SelectedField field : fields) {
      sum += size.applyAsLong(field);
    }
    return Math.min(MAX, sum);
  }

  public static long times(long count, long each) {
    return Math.min(MAX, Math.min(MAX, count) * Math.min(MAX, each));
  }
}
