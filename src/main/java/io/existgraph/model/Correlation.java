package io.existgraph.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// How two attributes moved together over `period` days up to `date`: -1 to +1. Not causation.
public record Correlation(
    LocalDate date,
    @Nullable Integer period,
    AttributeName attribute,
    @Nullable AttributeName attribute2,
    double value,
    @Nullable Double p,
    @Nullable String firstPerson,
    @Nullable String secondPerson,
    @Nullable Double percentage,
    @Nullable Integer stars,
    Details details) {

  /// What later versions tell beside. `offset` is in days: at -1 the second attribute follows a day
  /// later.
  public record Details(
      @Nullable Integer offset,
      @Nullable String category,
      @Nullable String strength,
      @Nullable String stars,
      @Nullable String description,
      @Nullable String occurrence,
      @Nullable Rating rating) {}

  /// Whether it is good news, and how Exist words that.
  public record Rating(boolean isPositive, String label) {}

  /// The offset where there is one: two rows may differ in it alone.
  public @Nullable Integer lag() {
    Integer offset = details.offset();
    return offset == null || offset == 0 ? null : offset;
  }

  /// The same, told from the other attribute's side.
  public Correlation reversed(AttributeName from) {
    Details told = details;
    Integer offset = told.offset() == null ? null : (Integer) (-told.offset());
    return new Correlation(
        date,
        period,
        from,
        attribute,
        value,
        p,
        firstPerson,
        secondPerson,
        percentage,
        stars,
        new Details(
            offset,
            told.category(),
            told.strength(),
            told.stars(),
            told.description(),
            told.occurrence(),
            told.rating()));
  }
}
