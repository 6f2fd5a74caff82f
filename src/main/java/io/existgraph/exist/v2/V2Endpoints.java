package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The endpoints of API v2. Each is requested in a single form, with the longest pages that Exist
/// allows, so that the cache is hit often. `date_min` is not used: Exist ignores it for values.
final class V2Endpoints {
  static final int WINDOW = 31;
  static final int PAGE = 100;
  static final int DEFAULT_PAGE = 20;
  static final String VALUES = "/api/2/attributes/with-values/";
  private static final String ATTRIBUTES = "/api/2/attributes/";

  private V2Endpoints() {}

  static ReadRequest request(
      String path, int page, Map<String, String> query, CacheKey<?>... keys) {
    return request(path, page, query, List.of(keys));
  }

  static ReadRequest request(
      String path, int page, Map<String, String> query, Collection<? extends CacheKey<?>> keys) {
    TreeMap<String, String> all = new TreeMap<>(query);
    all.put("limit", String.valueOf(PAGE));
    if (page > 1) {
      all.put("page", String.valueOf(page));
    }
    return new ReadRequest(path, all, Set.copyOf(keys));
  }

  static ReadRequest profile() {
    return ReadRequest.of(
        "/api/2/accounts/profile/", Map.of(), new CacheKey.ProfileOf(UserRef.SELF));
  }

  /// The last 31 days of all attributes.
  static ReadRequest recent(int page) {
    return request(
        VALUES,
        page,
        Map.of("days", String.valueOf(WINDOW)),
        new CacheKey.RecentOf(UserRef.SELF, page),
        new CacheKey.ListedAttributes(UserRef.SELF, page));
  }

  /// 31 days of all attributes, back from `to`. With `listsNames` the response also counts as a
  /// page of the list of attributes.
  static ReadRequest window(LocalDate to, int page, boolean listsNames) {
    CacheKey<?> window = new CacheKey.WindowOf(to, page);
    Map<String, String> query = Map.of("days", String.valueOf(WINDOW), "date_max", to.toString());
    return listsNames
        ? request(VALUES, page, query, window, new CacheKey.ListedAttributes(UserRef.SELF, page))
        : request(VALUES, page, query, window);
  }

  /// 31 days and the metadata of some attributes, back from `to`; at most a page of them.
  static ReadRequest window(LocalDate to, Collection<AttributeName> names) {
    List<CacheKey<?>> keys = new ArrayList<>();
    for (AttributeName name : names) {
      keys.add(new CacheKey.DaysOf(UserRef.SELF, name));
      keys.add(new CacheKey.SingleAttribute(name));
      keys.add(new CacheKey.AbsenceOf(UserRef.SELF, name));
    }
    Map<String, String> query =
        Map.of(
            "days", String.valueOf(WINDOW), "date_max", to.toString(), "attributes", joined(names));
    return request(VALUES, 1, query, keys);
  }

  /// A hundred days of one attribute, back from `to`.
  static ReadRequest days(AttributeName attribute, LocalDate to) {
    return request(
        ATTRIBUTES + "values/",
        1,
        Map.of("attribute", attribute.value(), "date_max", to.toString()),
        new CacheKey.DaysOf(UserRef.SELF, attribute),
        new CacheKey.UnpagedAttribute(attribute));
  }

  static ReadRequest services(int page) {
    return request(
        ATTRIBUTES,
        page,
        Map.of("include_low_priority", "1"),
        new CacheKey.AttributeServices(page));
  }

  /// All attributes, also those that are not tracked any more.
  static ReadRequest all(int page) {
    return request(
        ATTRIBUTES,
        page,
        Map.of("include_low_priority", "1", "include_inactive", "1"),
        new CacheKey.AllAttributes(page));
  }

  static ReadRequest owned(int page) {
    return request(
        ATTRIBUTES + "owned/",
        page,
        Map.of("include_low_priority", "1", "include_inactive", "1"),
        new CacheKey.OwnedAttributes(page));
  }

  static ReadRequest templates(int page) {
    return request(
        ATTRIBUTES + "templates/",
        page,
        Map.of("include_low_priority", "1"),
        new CacheKey.AttributeTemplates(page));
  }

  static ReadRequest averages(int page) {
    return request("/api/2/averages/", page, Map.of(), new CacheKey.LatestAverages(page));
  }

  static String joined(Collection<AttributeName> names) {
    return names.stream().map(AttributeName::value).sorted().collect(Collectors.joining(","));
  }
}
