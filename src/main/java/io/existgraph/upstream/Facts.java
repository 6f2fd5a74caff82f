package io.existgraph.upstream;

import io.existgraph.cache.Entry;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What is known to an operation at a moment: remembered or just answered, and good enough for what
/// it is looked at for.
public final class Facts {
  /// Where entries come from.
  @FunctionalInterface
  public interface Source {
    @Nullable Entry<?> entry(Topic<?> topic);
  }

  /// Which entries are good enough, by kind and age.
  @FunctionalInterface
  public interface Acceptance {
    boolean accepts(Topic<?> topic, Kind kind, Instant fetchedAt);
  }

  /// Which lists Exist keeps: see [ExistApi#kept].
  @FunctionalInterface
  public interface Lists {
    <R> Listing<R> kept(Listing<R> listing);
  }

  private final Source source;
  private final Acceptance acceptance;
  private final Lists lists;
  private final Instant now;
  private volatile @Nullable Assembled assembled;

  /// A catalog, and the list it was made of.
  private record Assembled(List<Attribute> list, Catalog catalog) {}

  public Facts(Source source, Acceptance acceptance, Lists lists, Instant now) {
    this.source = source;
    this.acceptance = acceptance;
    this.lists = lists;
    this.now = now;
  }

  public Instant now() {
    return now;
  }

  public <T> @Nullable T get(Topic<T> topic) {
    Entry<T> entry = entry(topic);
    return entry == null || !acceptance.accepts(topic, topic.kind(), entry.fetchedAt())
        ? null
        : entry.value();
  }

  public boolean accepts(Topic<?> topic, Kind kind, Instant fetchedAt) {
    return acceptance.accepts(topic, kind, fetchedAt);
  }

  /// Whether it is known and was fetched as lately as that kind of answer must be.
  public boolean isKnownAs(Kind kind, Topic<?> topic) {
    Entry<?> entry = source.entry(topic);
    return entry != null && acceptance.accepts(topic, kind, entry.fetchedAt());
  }

  /// The entry itself, however old.
  public @Nullable Entry<?> entryOf(Topic<?> topic) {
    return source.entry(topic);
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private <T> @Nullable Entry<T> entry(Topic<T> topic) {
    return (Entry<T>) source.entry(topic);
  }

  public @Nullable Profile profile(UserRef user) {
    return get(new Topic.ProfileOf(user));
  }

  public @Nullable LocalDate today(UserRef user) {
    Profile profile = profile(user);
    return profile == null ? null : profile.dateAt(now);
  }

  /// The user's today or, while that is not known, the latest it may be.
  public LocalDate latestToday(UserRef user) {
    LocalDate today = today(user);
    return today == null ? Span.latestToday(now) : today;
  }

  /// How long a value of that day is fresh; while today is not known, as of the latest days.
  public Kind kindOf(UserRef user, LocalDate day) {
    LocalDate today = today(user);
    return Freshness.kindOf(day, today == null ? Span.earliestToday(now) : today);
  }

  /// The user's attributes: all at once, else as they are listed.
  public @Nullable Catalog catalog(UserRef user) {
    Catalog catalog = get(new Topic.CatalogOf(user));
    if (catalog != null || !(listed(user) instanceof Rows.Known<Attribute> listed)) {
      return catalog;
    }
    Assembled last = assembled;
    if (last == null || !last.list().equals(listed.rows())) {
      last = new Assembled(listed.rows(), new Catalog(listed.rows()));
      assembled = last;
    }
    return last.catalog();
  }

  /// One attribute, as all are known or it alone.
  public @Nullable Attribute attribute(UserRef user, AttributeName name) {
    Catalog catalog = catalog(user);
    if (catalog != null) {
      return catalog.attribute(name);
    }
    return user.isSelf() ? get(new Topic.AboutOf(name)) : null;
  }

  /// Whether it is known that its values are texts.
  public boolean isText(AttributeName name) {
    Attribute attribute = attribute(UserRef.SELF, name);
    return attribute != null && attribute.valueType() == ValueType.STRING;
  }

  /// The attributes of these names that there are; null while that is not known of one of them.
  @Nullable Catalog among(UserRef user, Set<String> names) {
    List<Attribute> found = new ArrayList<>();
    for (String text : names) {
      AttributeName name = AttributeName.isName(text) ? new AttributeName(text) : null;
      Attribute attribute = name == null ? null : attribute(user, name);
      if (attribute != null) {
        found.add(attribute);
      } else if (name != null && !isAbsent(user, name)) {
        return null;
      }
    }
    return new Catalog(found);
  }

  /// All attributes or, where only some are known, those of these names.
  public @Nullable Catalog catalog(UserRef user, @Nullable Set<String> names) {
    Catalog all = catalog(user);
    return all != null || names == null ? all : among(user, names);
  }

  /// The pages of the list of attributes: as it comes with values, else with services.
  public Rows<Attribute> listed(UserRef user) {
    Rows<Attribute> listed = whole(page -> new Topic.ListedOf(user, page));
    return listed instanceof Rows.Missing && user.isSelf() && services() instanceof Rows.Known
        ? services()
        : listed;
  }

  public Rows<Attribute> services() {
    return whole(Topic.ServicesOf::new);
  }

  /// A list that is read whole: its rows, or which pages are missing.
  public <R> Rows<R> whole(IntFunction<Topic<Page<R>>> pages) {
    return WholeList.of(this, pages);
  }

  /// Whether Exist said that there is no such user, or no such attribute of theirs.
  public boolean isAbsent(UserRef user, @Nullable AttributeName attribute) {
    return Boolean.TRUE.equals(get(new Topic.Absent(user, attribute)));
  }

  /// The value of that day as it was fetched last, out of whatever covers it.
  public DayBook.@Nullable Cell cell(UserRef user, AttributeName attribute, LocalDate day) {
    Kind kind = kindOf(user, day);
    DayBook.Cell best = new Cells(source).latest(user, attribute, day);
    Topic<?> topic = new Topic.DaysOf(user, attribute);
    return best != null && acceptance.accepts(topic, kind, best.fetchedAt()) ? best : null;
  }

  /// The rows of a query, or which pages are missing of the list that Exist keeps.
  public <R> Rows<R> rows(RowsQuery<R> query) {
    return new RowsIn<>(this, query, lists.kept(query.listing())).rows();
  }

  /// The latest correlation of two attributes: one row, none where Exist found none; null while
  /// nothing is known.
  public Rows.@Nullable Known<Correlation> pair(AttributeName one, AttributeName other) {
    return new Pairs(this, lists).latest(one, other);
  }
}
