package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.FreshnessClass;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A read request to Exist: its path and sorted query. `keys` are the cache keys that its response
/// may fill.
public record ReadRequest(String path, SortedMap<String, String> query, Set<CacheKey<?>> keys) {
  public ReadRequest {
    query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
    keys = Set.copyOf(keys);
  }

  public static ReadRequest of(String path, Map<String, String> query, CacheKey<?>... keys) {
    return new ReadRequest(path, new TreeMap<>(query), Set.of(keys));
  }

  /// The freshness classes of its data.
  public Set<FreshnessClass> kinds() {
    return principal().map(CacheKey::kind).collect(Collectors.toSet());
  }

  /// The cache keys that a successful response fills.
  public Stream<CacheKey<?>> principal() {
    return keys.stream().filter(key -> !(key instanceof CacheKey.AbsenceOf));
  }

  /// How many names that other requests may depend on are in its response: 1 for the user's, 2 for
  /// those of the attributes.
  public int nameWeight() {
    return keys.stream()
        .mapToInt(
            key ->
                switch (key) {
                  case CacheKey.ProfileOf _ -> 1;
                  case CacheKey.CatalogOf _, CacheKey.ListedAttributes _ -> 2;
                  default -> 0;
                })
        .sum();
  }

  /// The path with its query, decoded: how plans and traces name it.
  public String target() {
    return query.isEmpty()
        ? path
        : query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&", path + "?", ""));
  }
}
