package io.existgraph.exist;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import io.existgraph.view.CacheView;
import io.existgraph.view.UpstreamLists;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Cached entries that a request planner is given, all of them fresh. Their user lives in UTC.
public final class CachedEntries {
  public static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final Map<CacheKey<?>, CacheEntry<?>> entries = new HashMap<>();

  public <T> CachedEntries with(CacheKey<T> key, T value) {
    entries.put(key, new CacheEntry<>(value, NOON, 1));
    return this;
  }

  public CachedEntries withProfile(String name) {
    return with(
        new CacheKey.ProfileOf(UserRef.SELF),
        new Profile(1, name, null, null, null, null, null, "UTC", null, false, null));
  }

  /// A page of the list of attributes, of so many in all.
  public CachedEntries withAttributes(int page, int total, String... names) {
    List<Attribute> rows = Stream.of(names).map(CachedEntries::attribute).toList();
    return with(
        new CacheKey.ListedAttributes(UserRef.SELF, page),
        new ListPage<>(rows, rows.size(), page * rows.size() < total, total));
  }

  public static Attribute attribute(String name) {
    return new Attribute(
        new AttributeName(name),
        name,
        null,
        1,
        null,
        false,
        true,
        ValueType.INTEGER,
        null,
        null,
        null,
        null);
  }

  public CacheView view(UpstreamLists lists) {
    return new CacheView(entries::get, (_, _, _) -> true, lists, UnaryOperator.identity(), NOON);
  }

  /// The targets of requests, without the version and the number of rows of a page.
  public static List<String> targets(Collection<ReadRequest> requests) {
    return requests.stream()
        .map(request -> request.target().replaceFirst("/api/[12]/", ""))
        .map(target -> target.replaceFirst("[?]limit=100$|&limit=100|(?<=[?])limit=100&", ""))
        .toList();
  }
}
