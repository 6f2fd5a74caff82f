package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Service;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The caller's lists.
final class ListLoadResults {
  private final ExistApi api;
  private final CacheView view;
  private final OperationCache cache;
  private final EntryReader entries;

  ListLoadResults(ExistApi api, CacheView view, OperationCache cache, EntryReader entries) {
    this.api = api;
    this.view = view;
    this.cache = cache;
    this.entries = entries;
  }

  /// As Exist sent them.
  List<WeeklyAverage> averages() {
    return whole(CacheKey.LatestAverages::new);
  }

  List<Attribute> owned() {
    return whole(CacheKey.OwnedAttributes::new);
  }

  /// Those that Exist does not track any more; none where the API does not list them.
  List<Attribute> inactive() {
    return api.can(ApiFeature.INACTIVE)
        ? whole(CacheKey.AllAttributes::new).stream()
            .filter(attribute -> Boolean.FALSE.equals(attribute.isActive()))
            .toList()
        : List.of();
  }

  /// The one of that name, if any. Fails if the request failed.
  List<Attribute> inactive(AttributeName name) {
    if (view.whole(CacheKey.AllAttributes::new)
            instanceof ListResult.MissingPages<Attribute>(var pages, _, _, _)
        && pages.stream()
            .noneMatch(page -> entries.failureOf(new CacheKey.AllAttributes(page)) != null)) {
      return List.of(); // there is no need of it
    }
    return inactive().stream().filter(attribute -> attribute.name().equals(name)).toList();
  }

  List<Attribute> templates() {
    return whole(CacheKey.AttributeTemplates::new);
  }

  LoadKey.AttributeDataLookup<@Nullable List<Service>> services() {
    return api.can(ApiFeature.SERVICES) ? this::services : _ -> null;
  }

  private @Nullable List<Service> services(AttributeName name) {
    return whole(CacheKey.AttributeServices::new).stream()
        .filter(attribute -> attribute.name().equals(name))
        .findFirst()
        .map(Attribute::availableServices)
        .orElse(null);
  }

  private <R> List<R> whole(IntFunction<CacheKey<ListPage<R>>> pages) {
    return switch (view.whole(pages)) {
      case ListResult.KnownRows<R> known -> {
        entries.noteUse(known);
        yield known.rows();
      }
      case ListResult.MissingPages<R> missing ->
          throw entries.failure(missing.pages().stream().map(pages::apply));
    };
  }

  LoadKey.AttributeDataLookup<@Nullable Correlation> pairsWith(AttributeName other) {
    return name -> pair(name, other);
  }

  private @Nullable Correlation pair(AttributeName one, AttributeName other) {
    ListResult.KnownRows<Correlation> pair = view.pair(one, other);
    if (pair == null) {
      List<CacheKey<?>> keys =
          Stream.<CacheKey<?>>concat(
                  Stream.of(new CacheKey.CorrelationPair(one, other)),
                  Stream.of(one, other)
                      .map(name -> api.upstreamList(ListQuery.latestOf(name).listing()))
                      .flatMap(cache.failures()::pagesOf))
              .toList();
      if (isWithoutRows(one, keys)) {
        return null;
      }
      throw entries.failure(keys.stream());
    }
    entries.noteUse(pair);
    return pair.rows().isEmpty() ? null : pair.rows().getFirst();
  }

  LoadKey.AttributeDataLookup<ListResult.KnownRows<?>> rowsOfEach(
      ListQuery.ListQueryTemplate template) {
    return name -> rows(template.of(name));
  }

  <R> ListResult.KnownRows<R> rows(ListQuery<R> query) {
    if (query.isForeign()) {
      throw new Failure.BadRequest("The cursor is not one of this list.").asException();
    }
    return switch (view.rows(query)) {
      case ListResult.KnownRows<R> known -> {
        entries.noteUse(known);
        yield known;
      }
      case ListResult.MissingPages<R> missing -> missing(query, missing);
    };
  }

  private <R> ListResult.KnownRows<R> missing(
      ListQuery<R> query, ListResult.MissingPages<R> missing) {
    if (query.listing() instanceof ListResource.OfAttribute of
        && of.attribute() != null
        && view.isAbsent(UserRef.SELF, of.attribute())) {
      throw new Failure.NotFound().asException();
    }
    ListResource<R> kept = api.upstreamList(query.listing());
    Stream<CacheKey<?>> own =
        missing.pages().stream().map(page -> new CacheKey.RowsOf<>(kept, page));
    Stream<CacheKey<?>> overAll =
        kept.overAll() == null ? Stream.of() : cache.failures().pagesOf(kept.overAll());
    List<CacheKey<?>> keys = Stream.concat(own, overAll).toList();
    if (query.listing() instanceof ListResource.OfAttribute of
        && of.attribute() != null
        && isWithoutRows(of.attribute(), keys)) {
      return new ListResult.KnownRows<>(List.of(), 0, false, 0, Set.of());
    }
    throw entries.failure(keys.stream());
  }

  /// Whether the attribute is not tracked any more, so that no request was planned for it.
  private boolean isWithoutRows(AttributeName name, List<CacheKey<?>> keys) {
    return view.isInactive(UserRef.SELF, name)
        && keys.stream().allMatch(key -> entries.failureOf(key) == null);
  }
}
