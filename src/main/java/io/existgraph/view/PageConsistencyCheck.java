package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListPage;
import io.existgraph.data.UserRef;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A check of the pages in a response against the pages of the same lists that are known: none that
/// the count of the first page promises may be empty, and none may repeat another. The end of such
/// a list is not known, so it must not pass for its end.
public record PageConsistencyCheck(CacheView view) {
  /// The most pages of a list that are compared.
  private static final int MAX_PAGES = 50;

  /// A page of a list: its number, and the keys of all pages.
  private record PageReference(int number, IntFunction<CacheKey<? extends ListPage<?>>> pages) {}

  /// The keys of the known pages that a response contradicts, or an empty set where its first page
  /// contradicts itself; null where it breaks no promise.
  public @Nullable Set<CacheKey<?>> broken(DecodedResponse response) {
    Set<CacheKey<?>> contradicted = new HashSet<>();
    boolean isBroken = false;
    for (var entry : response.values().entrySet()) {
      isBroken |= isBroken(entry.getKey(), entry.getValue(), response, contradicted);
    }
    return isBroken ? contradicted : null;
  }

  private boolean isBroken(
      CacheKey<?> key, Object value, DecodedResponse response, Set<CacheKey<?>> contradicted) {
    PageReference place = place(key);
    if (place == null) {
      return false;
    }
    CacheKey<?> firstKey = place.pages().apply(1);
    ListPage<?> first = page(firstKey, response.values());
    boolean isEmpty =
        value instanceof ListPage<?> page ? page.size() == 0 : response.values().size() == 1;
    if (isEmpty && isPromised(place.number(), first)) {
      contradicted.addAll(place.number() == 1 ? Set.of() : Set.of(firstKey));
      return true;
    }
    return value instanceof ListPage<?> page && contradicts(page, place, first, contradicted);
  }

  /// Compares a page with the others that were known before.
  private boolean contradicts(
      ListPage<?> page,
      PageReference place,
      @Nullable ListPage<?> first,
      Set<CacheKey<?>> contradicted) {
    int before = contradicted.size();
    for (int number = 1; number <= MAX_PAGES; number++) {
      CacheKey<? extends ListPage<?>> otherKey = place.pages().apply(number);
      ListPage<?> other = number == place.number() ? null : view.get(otherKey);
      if (other != null) {
        boolean isRepeated = !page.rows().isEmpty() && page.rows().equals(other.rows());
        boolean isGone = place.number() == 1 && other.size() == 0 && isPromised(number, first);
        if (isRepeated || isGone) {
          contradicted.add(otherKey);
        }
      }
    }
    return contradicted.size() > before;
  }

  private @Nullable ListPage<?> page(CacheKey<?> key, Map<CacheKey<?>, Object> values) {
    return values.get(key) instanceof ListPage<?> page ? page : (ListPage<?>) view.get(key);
  }

  private static boolean isPromised(int number, @Nullable ListPage<?> first) {
    return first != null
        && first.count() != null
        && first.count() > (long) (number - 1) * first.size()
        && (number == 1 || first.size() > 0);
  }

  private static @Nullable PageReference place(CacheKey<?> key) {
    return switch (key) {
      case CacheKey.RowsOf<?>(var list, var number) ->
          new PageReference(number, page -> new CacheKey.RowsOf<>(list, page));
      case CacheKey.ListedAttributes(var user, var number) -> listed(user, number);
      case CacheKey.WindowOf(_, var number) -> listed(UserRef.SELF, number);
      case CacheKey.AllAttributes(var number) ->
          new PageReference(number, CacheKey.AllAttributes::new);
      case CacheKey.AttributeServices(var number) ->
          new PageReference(number, CacheKey.AttributeServices::new);
      case CacheKey.OwnedAttributes(var number) ->
          new PageReference(number, CacheKey.OwnedAttributes::new);
      case CacheKey.AttributeTemplates(var number) ->
          new PageReference(number, CacheKey.AttributeTemplates::new);
      case CacheKey.LatestAverages(var number) ->
          new PageReference(number, CacheKey.LatestAverages::new);
      default -> null;
    };
  }

  private static PageReference listed(UserRef user, int number) {
    return new PageReference(number, page -> new CacheKey.ListedAttributes(user, page));
  }
}
