package io.existgraph.operation;

import io.existgraph.data.DatedValue;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import io.existgraph.view.DailyValueLookup;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The raw values of one user. What covers an attribute's days is looked up once.
final class ValueLoadResults implements LoadKey.ValueLookup {
  private record UsedResponse(FreshnessClass kind, Instant fetchedAt) {}

  private record LatestLookup(AttributeName attribute, DailyValueLookup days) {}

  private final UserRef user;
  private final CacheView view;
  private final EntryReader entries;
  private final LocalDate latestToday;
  private final Map<AttributeName, DailyValueLookup> lookups = new ConcurrentHashMap<>();
  private volatile @Nullable LatestLookup latest;
  private volatile @Nullable UsedResponse noted;

  ValueLoadResults(UserRef user, CacheView view, EntryReader entries) {
    this.user = user;
    this.view = view;
    this.entries = entries;
    this.latestToday = view.latestToday(user);
  }

  /// Null where nothing was recorded, and on days to come.
  @Override
  public @Nullable Object value(AttributeName attribute, LocalDate day) {
    if (day.isAfter(latestToday)) {
      return null;
    }
    DailyValueLookup lookup = lookup(attribute);
    DatedValue cell = lookup.on(day);
    if (cell == null && view.isInactive(user, attribute)) {
      return null;
    }
    if (cell == null) {
      throw entries.missingValue(user, attribute).asException();
    }
    note(lookup.kindOf(day), cell.fetchedAt());
    return cell.value();
  }

  /// Days of one attribute are read one after the other.
  private DailyValueLookup lookup(AttributeName attribute) {
    LatestLookup last = latest;
    if (last == null || !last.attribute().equals(attribute)) {
      last =
          new LatestLookup(
              attribute, lookups.computeIfAbsent(attribute, name -> view.values(user, name)));
      latest = last;
    }
    return last.days();
  }

  /// Values of one response are as old as each other.
  private void note(FreshnessClass kind, Instant fetchedAt) {
    UsedResponse last = noted;
    if (last == null || last.kind() != kind || !last.fetchedAt().equals(fetchedAt)) {
      entries.noteUse(kind, fetchedAt);
      noted = new UsedResponse(kind, fetchedAt);
    }
  }
}
