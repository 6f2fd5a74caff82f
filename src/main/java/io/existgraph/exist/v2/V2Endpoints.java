package io.existgraph.exist.v2;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.CorrelationListResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListResource;
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
import org.jspecify.annotations.Nullable;

/// The endpoints of API v2. Each is requested in a single form, with the longest pages that Exist
/// allows, so that the cache is hit often. `date_min` is not used: Exist ignores it for values.
final class V2Endpoints {
  static final int WINDOW = 31;
  static final int PAGE = 100;
  static final int DEFAULT_PAGE = 20;
  static final String VALUES = "/api/2/attributes/with-values/";
  private static final String ATTRIBUTES = "/api/2/attributes/";

  private V2Endpoints() {}

  private static ReadRequest request(
      String path, int page, Map<String, String> query, CacheKey<?>... keys) {
    return request(path, page, query, List.of(keys));
  }

  private static ReadRequest request(
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

  /// The newest averages of several attributes in one page.
  static ReadRequest averages(Collection<AverageListResource> listings) {
    AverageListResource any = listings.iterator().next();
    List<AttributeName> names = listings.stream().map(AverageListResource::attribute).toList();
    return request(
        "/api/2/averages/",
        1,
        history(names, any.from(), any.to()),
        listings.stream().map(CacheKey.FirstRowsOf::new).toList());
  }

  private static Map<String, String> history(
      Collection<AttributeName> names, @Nullable LocalDate from, @Nullable LocalDate to) {
    Map<String, String> query = new TreeMap<>();
    query.put("include_historical", "1");
    query.put("attributes", joined(names));
    put(query, "date_min", from);
    put(query, "date_max", to);
    return query;
  }

  static ReadRequest pair(AttributeName one, AttributeName other) {
    return ReadRequest.of(
        "/api/2/correlations/combo/",
        Map.of("attribute", one.value(), "attribute2", other.value()),
        new CacheKey.CorrelationPair(one, other));
  }

  /// A page of a list of Exist.
  static ReadRequest rows(ListResource<?> listing, int page) {
    Map<String, String> query = new TreeMap<>();
    CacheKey<?> key = new CacheKey.RowsOf<>(listing, page);
    return switch (listing) {
      case InsightListResource insights -> {
        put(query, "date_min", insights.requestedFrom());
        put(query, "date_max", insights.requestedTo());
        if (insights.priority() != null) {
          query.put("priority", insights.priority().toString());
        }
        yield request("/api/2/insights/", page, query, key);
      }
      case AverageListResource(var attribute, var from, var to) ->
          request("/api/2/averages/", page, history(List.of(attribute), from, to), key);
      case CorrelationListResource(var attribute, _, _, _) -> {
        query.put("attribute", attribute.value());
        yield request("/api/2/correlations/", page, query, key);
      }
      case CorrelationBatchResource(var strong, var confident) -> {
        put(query, "strong", strong);
        put(query, "confident", confident);
        yield request("/api/2/correlations/", page, query, key);
      }
    };
  }

  private static String joined(Collection<AttributeName> names) {
    return names.stream().map(AttributeName::value).sorted().collect(Collectors.joining(","));
  }

  private static void put(Map<String, String> query, String name, @Nullable LocalDate date) {
    if (date != null) {
      query.put(name, date.toString());
    }
  }

  private static void put(Map<String, String> query, String name, @Nullable Boolean flag) {
    if (Boolean.TRUE.equals(flag)) {
      query.put(name, "1");
    }
  }
}
