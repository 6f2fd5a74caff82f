package io.existgraph.view;

import io.existgraph.cache.CacheEntry;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A view of an operation's cached and freshly fetched entries, restricted by a freshness policy.
public final class CacheView {
  private final CacheEntrySource source;
  private final FreshnessPredicate freshness;
  private final UpstreamLists lists;
  private final UnaryOperator<Instant> wallTime;
  private final Instant now;

  /// `wallTime` is the wall time at which an entry was fetched, and `now` is one.
  public CacheView(
      CacheEntrySource source,
      FreshnessPredicate freshness,
      UpstreamLists lists,
      UnaryOperator<Instant> wallTime,
      Instant now) {
    this.source = source;
    this.freshness = freshness;
    this.lists = lists;
    this.wallTime = wallTime;
    this.now = now;
  }

  /// The wall time of the operation, of which its dates are.
  public Instant now() {
    return now;
  }

  public <T> @Nullable T get(CacheKey<T> key) {
    CacheEntry<T> entry = source.find(key);
    return entry == null || !freshness.accepts(key, key.kind(), entry.fetchedAt())
        ? null
        : entry.value();
  }

  public boolean accepts(CacheKey<?> key, FreshnessClass kind, Instant fetchedAt) {
    return freshness.accepts(key, kind, fetchedAt);
  }

  /// Whether the key is cached and as fresh as that class requires.
  public boolean isKnownAs(FreshnessClass kind, CacheKey<?> key) {
    CacheEntry<?> entry = source.entry(key);
    return entry != null && freshness.accepts(key, kind, entry.fetchedAt());
  }

  /// The entry itself, however old.
  public @Nullable CacheEntry<?> entryOf(CacheKey<?> key) {
    return source.entry(key);
  }

  /// The number of rows of a page that is requested with so many.
  public int pageSize(CacheKey.PageSize.PageContent of, int requested) {
    Integer known = get(new CacheKey.PageSize(of));
    return known == null ? requested : Math.min(known, requested);
  }

  public @Nullable Profile profile(UserRef user) {
    return get(new CacheKey.ProfileOf(user));
  }

  public @Nullable LocalDate today(UserRef user) {
    Profile profile = profile(user);
    return profile == null ? null : profile.dateAt(now);
  }

  /// The user's today or, while that is not known, the latest it may be.
  public LocalDate latestToday(UserRef user) {
    LocalDate today = today(user);
    return today == null ? DateRange.latestToday(now) : today;
  }

  private LocalDate earliestToday(UserRef user) {
    LocalDate today = today(user);
    return today == null ? DateRange.earliestToday(now) : today;
  }

  /// The user's attributes: all at once, else as they are listed.
  public @Nullable Catalog catalog(UserRef user) {
    return new CatalogLookup(this, user).all();
  }

  /// How many attributes the caller has, by all of them or by Exist's count; null while unknown.
  public @Nullable Integer attributeCount() {
    return new CatalogLookup(this, UserRef.SELF).count();
  }

  /// How many attributes the caller has or, while that is not known, may have.
  public int mostAttributes() {
    return Objects.requireNonNullElse(attributeCount(), Catalog.MAX_SIZE);
  }

  /// All attributes or, where only some are known, those of these names.
  public @Nullable Catalog catalog(UserRef user, @Nullable Set<String> names) {
    CatalogLookup lookup = new CatalogLookup(this, user);
    Catalog all = lookup.all();
    return all != null || names == null ? all : lookup.among(names);
  }

  /// One attribute, as all are known or it alone.
  public @Nullable Attribute attribute(UserRef user, AttributeName name) {
    return new CatalogLookup(this, user).attribute(name);
  }

  /// The name as Exist spells it, where the attribute is known: so it is sent.
  public AttributeName spelled(UserRef user, AttributeName name) {
    Attribute attribute = attribute(user, name);
    if (attribute == null && user.isSelf()) {
      attribute = inactive(name);
    }
    return attribute == null ? name : attribute.name();
  }

  /// Whether Exist lists the attribute as one that is not tracked any more: it has no values.
  public boolean isInactive(UserRef user, AttributeName name) {
    return user.isSelf() && inactive(name) != null;
  }

  private @Nullable Attribute inactive(AttributeName name) {
    return whole(CacheKey.AllAttributes::new) instanceof ListResult.KnownRows<Attribute> all
        ? all.rows().stream()
            .filter(row -> row.name().equals(name) && Boolean.FALSE.equals(row.isActive()))
            .findFirst()
            .orElse(null)
        : null;
  }

  /// Whether it is known that its values are texts.
  public boolean isText(AttributeName name) {
    Attribute attribute = attribute(UserRef.SELF, name);
    return attribute != null && attribute.valueType() == ValueType.STRING;
  }

  /// The pages of the list of attributes: as it comes with values, else with services.
  public ListResult<Attribute> listed(UserRef user) {
    return new CatalogLookup(this, user).listed();
  }

  /// The list of attributes with the services that could write them.
  public ListResult<Attribute> services() {
    return whole(CacheKey.AttributeServices::new);
  }

  /// A list that is read whole: its rows, or which pages are missing.
  public <R> ListResult<R> whole(IntFunction<CacheKey<ListPage<R>>> pages) {
    return new CompleteList<>(this, pages).rows();
  }

  /// Whether Exist responded that the user, or the attribute of that user, does not exist.
  public boolean isAbsent(UserRef user, @Nullable AttributeName attribute) {
    return Boolean.TRUE.equals(get(new CacheKey.AbsenceOf(user, attribute)));
  }

  /// The values of an attribute as they were fetched last, in any response that covers their days.
  public DailyValueLookup values(UserRef user, AttributeName attribute) {
    return new DailyValueLookup(source, freshness, wallTime, user, attribute, earliestToday(user));
  }

  /// The rows of a query, or which pages are missing of the list that Exist keeps.
  public <R> ListResult<R> rows(ListQuery<R> query) {
    return new ListLookup<>(this, query, lists.kept(query.listing())).rows();
  }

  /// The latest correlation of two attributes: one row, none where Exist found none; null while
  /// nothing is known.
  public ListResult.@Nullable KnownRows<Correlation> pair(AttributeName one, AttributeName other) {
    return new CorrelationLookup(this, lists).latest(one, other);
  }
}
