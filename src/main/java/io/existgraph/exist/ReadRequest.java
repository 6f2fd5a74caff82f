package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.FreshnessClass;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A read request to Exist: its path and sorted query, and the cache keys that its response may
/// fill. Equal by value. Its hash code and its target are computed once.
public final class ReadRequest {
  private final String path;
  private final SortedMap<String, String> query;
  private final Set<CacheKey<?>> keys;
  private final int hash;
  private @Nullable String target;

  public ReadRequest(String path, Map<String, String> query, Set<CacheKey<?>> keys) {
    this.path = path;
    this.query =
        query.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(query));
    this.keys = Set.copyOf(keys);
    this.hash = 31 * path.hashCode() + query.hashCode();
  }

  public static ReadRequest of(String path, Map<String, String> query, CacheKey<?>... keys) {
    return new ReadRequest(path, query, Set.of(keys));
  }

  public String path() {
    return path;
  }

  public SortedMap<String, String> query() {
    return query;
  }

  public Set<CacheKey<?>> keys() {
    return keys;
  }

  /// The freshness classes of its data.
  public Set<FreshnessClass> kinds() {
    Set<FreshnessClass> kinds = EnumSet.noneOf(FreshnessClass.class);
    principal().forEach(key -> kinds.add(key.kind()));
    return kinds;
  }

  /// The cache keys that a successful response fills.
  public Stream<CacheKey<?>> principal() {
    return keys.stream().filter(key -> !(key instanceof CacheKey.AbsenceOf));
  }

  /// How many names that other requests may depend on are in its response: 1 for the user's, 2 for
  /// those of the attributes.
  public int nameWeight() {
    int weight = 0;
    for (CacheKey<?> key : keys) {
      weight +=
          switch (key) {
            case CacheKey.ProfileOf _ -> 1;
            case CacheKey.CatalogOf _, CacheKey.ListedAttributes _ -> 2;
            default -> 0;
          };
    }
    return weight;
  }

  /// The path with its query, decoded: how plans and traces name it.
  public String target() {
    String known = target;
    if (known == null) {
      known = query.isEmpty() ? path : composed();
      target = known;
    }
    return known;
  }

  private String composed() {
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> entry : query.entrySet()) {
      text.append(separator).append(entry.getKey()).append('=').append(entry.getValue());
      separator = '&';
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ReadRequest request
            && hash == request.hash
            && path.equals(request.path)
            && query.equals(request.query)
            && keys.equals(request.keys));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return target();
  }
}
