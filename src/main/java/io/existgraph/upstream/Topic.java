package io.existgraph.upstream;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an answer can be about, and what memory is keyed by: things known, not addresses asked.
public sealed interface Topic<T> {
  record ProfileOf(UserRef user) implements Topic<Profile> {}

  record CatalogOf(UserRef user) implements Topic<Catalog> {}

  record TodayOf(UserRef user) implements Topic<DatedValues.Today> {}

  record RecentOf(UserRef user) implements Topic<DatedValues.Recent> {}

  record DaysOf(UserRef user, AttributeName attribute) implements Topic<DayBook> {}

  record LatestAverages() implements Topic<List<Average>> {}

  record RowsOf<R>(Listing<R> listing, int page) implements Topic<Page<R>> {}

  record Owned() implements Topic<List<Attribute>> {}

  /// That there is no such user or, when one is named, that the user has no such attribute.
  record Absent(UserRef user, @Nullable AttributeName attribute) implements Topic<Boolean> {}

  /// How the answer ages; days age each by itself.
  default Kind kind() {
    return switch (this) {
      case ProfileOf _, CatalogOf _ -> Kind.PROFILE;
      case TodayOf _, Absent _ -> Kind.TODAY;
      case RecentOf _, DaysOf _ -> Kind.HISTORY;
      case LatestAverages _ -> Kind.AVERAGES;
      case RowsOf<?> rows -> rows.listing().kind();
      case Owned _ -> Kind.OWNED;
    };
  }
}
