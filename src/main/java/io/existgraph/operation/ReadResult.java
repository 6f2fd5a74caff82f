package io.existgraph.operation;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DatedValue;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.data.Page;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Profile;
import io.existgraph.model.Service;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a reading found out, for the fields that answer from it. Each method fails with the failure
/// of the request that should have told it.
public final class ReadResult {
  private final ExistApi api;
  private final OperationCache knowledge;
  private final CacheView facts;
  private final OperationStats tally;

  ReadResult(ExistApi api, OperationCache knowledge, OperationStats tally) {
    this.api = api;
    this.knowledge = knowledge;
    this.facts = knowledge.usable();
    this.tally = tally;
  }

  public CacheView facts() {
    return facts;
  }

  public Instant now() {
    return facts.now();
  }

  private <T> T require(CacheKey<T> topic, CacheKey<?>... orFailureOf) {
    T known = facts.get(topic);
    if (known == null) {
      throw failure(Stream.concat(Stream.of(topic), Stream.of(orFailureOf)));
    }
    noteUse(topic, topic.kind());
    return known;
  }

  private <R> List<R> whole(IntFunction<CacheKey<Page<R>>> pages) {
    return switch (facts.whole(pages)) {
      case ListResult.Known<R> known -> {
        noteUse(known);
        yield known.rows();
      }
      case ListResult.Missing<R> missing ->
          throw failure(missing.pages().stream().map(pages::apply));
    };
  }

  /// Whether Exist can be asked for it at all.
  public boolean can(ApiFeature ability) {
    return api.can(ability);
  }

  private void noteUse(ListResult.Known<?> rows) {
    rows.from().forEach(it -> noteUse(it, it.kind()));
  }

  private void noteUse(CacheKey<?> topic, FreshnessClass kind) {
    CacheEntry<?> entry = facts.entryOf(topic);
    if (entry != null) {
      tally.used(entry.fetchedAt(), knowledge.isFresh(kind, entry.fetchedAt()));
    }
  }

  private RuntimeException failure(Stream<CacheKey<?>> topics) {
    return topics
        .map(knowledge::failureOf)
        .<Failure>mapMulti(
            (failure, next) -> {
              if (failure != null) {
                next.accept(failure);
              }
            })
        .findFirst()
        .orElse(new Failure.BadResponse()) // answered, but not what was asked for
        .asException();
  }

  public boolean isAbsent(UserRef user) {
    return facts.isAbsent(user, null);
  }

  public Profile profile(UserRef user) {
    return require(new CacheKey.ProfileOf(user));
  }

  public LocalDate today(UserRef user) {
    return profile(user).dateAt(now());
  }

  /// Null for a private user.
  public @Nullable Catalog catalog(UserRef user) {
    return catalog(user, null);
  }

  /// Of these names at least; null for a private user.
  public @Nullable Catalog catalog(UserRef user, @Nullable Set<String> names) {
    Catalog catalog = facts.catalog(user, names);
    if (catalog == null) {
      Failure failure = knowledge.failures().ofAttributes(user);
      if (facts.profile(user) != null && failure == null) {
        return null;
      }
      throw (failure == null ? new Failure.BadResponse() : failure).asException();
    }
    noteUseOf(user, catalog);
    return catalog;
  }

  private void noteUseOf(UserRef user, Catalog catalog) {
    if (facts.get(new CacheKey.CatalogOf(user)) != null) {
      noteUse(new CacheKey.CatalogOf(user), FreshnessClass.PROFILE);
    } else if (facts.listed(user) instanceof ListResult.Known<Attribute> listed) {
      listed.from().forEach(it -> noteUse(it, FreshnessClass.PROFILE));
    } else {
      catalog
          .attributes()
          .forEach(it -> noteUse(new CacheKey.AboutOf(it.name()), FreshnessClass.PROFILE));
    }
  }

  /// Whether the user has the attribute: by their list of attributes, else because Exist answered
  /// for it. Where that failed it is taken to exist, and its fields fail.
  public boolean has(UserRef user, AttributeName attribute) {
    return facts.catalog(user) == null
        ? !facts.isAbsent(user, attribute)
        : facts.attribute(user, attribute) != null;
  }

  /// What is known of an attribute, if anything is.
  public Optional<Attribute> attribute(UserRef user, AttributeName name) {
    return Optional.ofNullable(facts.attribute(user, name));
  }

  /// What the list of attributes says of one that something else spoke of; that, when the list was
  /// not read or has it no longer.
  public Attribute listed(UserRef user, Attribute given) {
    return attribute(user, given.name())
        .orElseGet(
            () -> {
              Failure failure = knowledge.failureOf(new CacheKey.CatalogOf(user));
              if (failure != null) {
                throw failure.asException();
              }
              return given;
            });
  }

  /// The raw value of a day; null where nothing was recorded, and on days to come.
  public @Nullable Object value(UserRef user, AttributeName attribute, LocalDate day) {
    if (day.isAfter(facts.latestToday(user))) {
      return null;
    }
    DatedValue cell = facts.value(user, attribute, day);
    if (cell == null) {
      Failure failure = knowledge.failures().ofValues(user, attribute);
      boolean isAbsent = failure == null && facts.isAbsent(user, attribute);
      throw (isAbsent
              ? new Failure.NotFound()
              : failure == null ? new Failure.BadResponse() : failure)
          .asException();
    }
    tally.used(cell.fetchedAt(), knowledge.isFresh(facts.kindOf(user, day), cell.fetchedAt()));
    return cell.value();
  }

  /// As Exist sent them.
  public List<Average> averages() {
    return whole(CacheKey.LatestAverages::new);
  }

  public Collection<Attribute> owned() {
    return new Catalog(whole(CacheKey.Owned::new)).attributes();
  }

  /// The official attributes.
  public List<Attribute> templates() {
    return whole(CacheKey.Templates::new);
  }

  /// The services that could write an attribute; null where nobody tells.
  public @Nullable List<Service> services(AttributeName attribute) {
    return whole(CacheKey.ServicesOf::new).stream()
        .filter(it -> it.name().equals(attribute))
        .findFirst()
        .map(Attribute::availableServices)
        .orElse(null);
  }

  /// The latest correlation of two attributes; null where Exist found none.
  public @Nullable Correlation pair(AttributeName one, AttributeName other) {
    ListResult.Known<Correlation> pair = facts.pair(one, other);
    if (pair == null) {
      throw failure(
          Stream.concat(
              Stream.of(new CacheKey.PairOf(one, other)),
              Stream.of(one, other)
                  .map(it -> api.kept(ListQuery.latestOf(it).listing()))
                  .flatMap(knowledge.failures()::pagesOf)));
    }
    noteUse(pair);
    return pair.rows().isEmpty() ? null : pair.rows().getFirst();
  }

  public <R> ListResult.Known<R> rows(ListQuery<R> query) {
    if (query.isForeign()) {
      throw new Failure.BadRequest("The cursor is not one of this list.").asException();
    }
    return switch (facts.rows(query)) {
      case ListResult.Known<R> known -> {
        noteUse(known);
        yield known;
      }
      case ListResult.Missing<R> missing -> throw rowsFailure(query, missing);
    };
  }

  private <R> RuntimeException rowsFailure(ListQuery<R> query, ListResult.Missing<R> missing) {
    if (query.listing() instanceof ListResource.OfAttribute of
        && of.attribute() != null
        && facts.isAbsent(UserRef.SELF, of.attribute())) {
      return new Failure.NotFound().asException();
    }
    ListResource<R> kept = api.kept(query.listing());
    Stream<CacheKey<?>> own =
        missing.pages().stream().map(page -> new CacheKey.RowsOf<>(kept, page));
    Stream<CacheKey<?>> overAll =
        kept.overAll() == null ? Stream.of() : knowledge.failures().pagesOf(kept.overAll());
    return failure(Stream.concat(own, overAll));
  }
}
