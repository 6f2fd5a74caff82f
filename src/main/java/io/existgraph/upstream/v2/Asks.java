package io.existgraph.upstream.v2;

import io.existgraph.model.AttributeName;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The addresses of API v2, each with pages as long as Exist allows and in one form only, so that
/// memory is hit often. `date_min` is never relied on: it does nothing on values.
final class Asks {
  static final int WINDOW = 31;
  static final int PAGE = 100;
  static final String VALUES = "/api/2/attributes/with-values/";
  private static final String ATTRIBUTES = "/api/2/attributes/";

  private Asks() {}

  private static Ask ask(String path, int page, Map<String, String> query, Topic<?>... topics) {
    return ask(path, page, query, List.of(topics));
  }

  private static Ask ask(
      String path, int page, Map<String, String> query, Collection<? extends Topic<?>> topics) {
    TreeMap<String, String> all = new TreeMap<>(query);
    all.put("limit", String.valueOf(PAGE));
    if (page > 1) {
      all.put("page", String.valueOf(page));
    }
    return new Ask(path, all, Set.copyOf(topics));
  }

  static Ask profile() {
    return Ask.of("/api/2/accounts/profile/", Map.of(), new Topic.ProfileOf(UserRef.SELF));
  }

  /// The last 31 days of everything.
  static Ask recent(int page) {
    return ask(
        VALUES,
        page,
        Map.of("days", String.valueOf(WINDOW)),
        new Topic.RecentOf(UserRef.SELF, page),
        new Topic.ListedOf(UserRef.SELF, page));
  }

  /// 31 days of everything, back from `to`. When it is not known which attributes there are, the
  /// answer tells that too.
  static Ask window(LocalDate to, int page, boolean tellsNames) {
    Topic<?> window = new Topic.WindowOf(to, page);
    Map<String, String> query = Map.of("days", String.valueOf(WINDOW), "date_max", to.toString());
    return tellsNames
        ? ask(VALUES, page, query, window, new Topic.ListedOf(UserRef.SELF, page))
        : ask(VALUES, page, query, window);
  }

  /// 31 days of some attributes, back from `to`, and what they are; no more than fit a page.
  static Ask window(LocalDate to, Collection<AttributeName> names) {
    List<Topic<?>> topics = new ArrayList<>();
    for (AttributeName name : names) {
      topics.add(new Topic.DaysOf(UserRef.SELF, name));
      topics.add(new Topic.AboutOf(name));
      topics.add(new Topic.Absent(UserRef.SELF, name));
    }
    Map<String, String> query =
        Map.of(
            "days", String.valueOf(WINDOW), "date_max", to.toString(), "attributes", joined(names));
    return ask(VALUES, 1, query, topics);
  }

  /// A hundred days of one attribute, back from `to`.
  static Ask days(AttributeName attribute, LocalDate to) {
    return ask(
        ATTRIBUTES + "values/",
        1,
        Map.of("attribute", attribute.value(), "date_max", to.toString()),
        new Topic.DaysOf(UserRef.SELF, attribute),
        new Topic.Unpaged(attribute));
  }

  static Ask services(int page) {
    return ask(ATTRIBUTES, page, Map.of("include_low_priority", "1"), new Topic.ServicesOf(page));
  }

  static Ask owned(int page) {
    return ask(
        ATTRIBUTES + "owned/",
        page,
        Map.of("include_low_priority", "1", "include_inactive", "1"),
        new Topic.Owned(page));
  }

  static Ask templates(int page) {
    return ask(
        ATTRIBUTES + "templates/",
        page,
        Map.of("include_low_priority", "1"),
        new Topic.Templates(page));
  }

  static Ask averages(int page) {
    return ask("/api/2/averages/", page, Map.of(), new Topic.LatestAverages(page));
  }

  /// The newest averages of several attributes in one page.
  static Ask averages(Collection<Listing.Averages> listings) {
    Listing.Averages any = listings.iterator().next();
    List<AttributeName> names = listings.stream().map(Listing.Averages::attribute).toList();
    return ask(
        "/api/2/averages/",
        1,
        history(names, any.from(), any.to()),
        listings.stream().map(Topic.HeadOf::new).toList());
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

  static Ask pair(AttributeName one, AttributeName other) {
    return Ask.of(
        "/api/2/correlations/combo/",
        Map.of("attribute", one.value(), "attribute2", other.value()),
        new Topic.PairOf(one, other));
  }

  /// A page of a list that Exist keeps.
  static Ask rows(Listing<?> listing, int page) {
    Map<String, String> query = new TreeMap<>();
    Topic<?> topic = new Topic.RowsOf<>(listing, page);
    return switch (listing) {
      case Listing.Insights(_, var from, var to) -> {
        put(query, "date_min", from);
        put(query, "date_max", to);
        yield ask("/api/2/insights/", page, query, topic);
      }
      case Listing.Averages(var attribute, var from, var to) ->
          ask("/api/2/averages/", page, history(List.of(attribute), from, to), topic);
      case Listing.Correlations(var attribute, _, _, _) -> {
        query.put("attribute", attribute.value());
        yield ask("/api/2/correlations/", page, query, topic);
      }
      case Listing.Batch(var strong, var confident) -> {
        put(query, "strong", strong);
        put(query, "confident", confident);
        yield ask("/api/2/correlations/", page, query, topic);
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
