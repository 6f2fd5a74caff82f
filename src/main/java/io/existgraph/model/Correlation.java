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

  /// Details that later API versions add. `offset` is in days: at -1 the second attribute follows a
  /// day later.
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

  /// The same correlation, seen from the other attribute.
  public Correlation reversed(AttributeName from) {
    Integer offset = details.offset() == null ? null : (Integer) (-details.offset());
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
            details.category(),
            details.strength(),
            details.stars(),
            details.description(),
            details.occurrence(),
            details.rating()));
  }
}
