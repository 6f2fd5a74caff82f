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

/// One request that may be sent to Exist: a read, by path and sorted query. Equal when the same is
/// asked. `topics` is what its answer will tell.
public record ReadRequest(String path, SortedMap<String, String> query, Set<CacheKey<?>> topics) {
  public ReadRequest {
    query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
    topics = Set.copyOf(topics);
  }

  public static ReadRequest of(String path, Map<String, String> query, CacheKey<?>... topics) {
    return new ReadRequest(path, new TreeMap<>(query), Set.of(topics));
  }

  /// How what its answer will tell ages.
  public Set<FreshnessClass> kinds() {
    return principal().map(CacheKey::kind).collect(Collectors.toSet());
  }

  /// What its answer tells when it goes well.
  public Stream<CacheKey<?>> principal() {
    return topics.stream().filter(it -> !(it instanceof CacheKey.Absent));
  }

  /// How much its answer tells of names that other requests may depend on: of the user's a little,
  /// of the attributes more.
  public int tellsOfNames() {
    return topics.stream()
        .mapToInt(
            it ->
                switch (it) {
                  case CacheKey.ProfileOf _ -> 1;
                  case CacheKey.CatalogOf _, CacheKey.ListedOf _ -> 2;
                  default -> 0;
                })
        .sum();
  }

  /// The path with its query, decoded: how plans and traces name it.
  public String target() {
    return query.isEmpty()
        ? path
        : query.entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining("&", path + "?", ""));
  }
}
