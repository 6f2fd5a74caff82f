package io.existgraph.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A correlation of two attributes over `period` days up to `date`, from -1 to +1. It does not
/// imply causation.
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
    CorrelationDetails details) {

  /// Details that later API versions add. `offset` is in days: at -1 the second attribute follows a
  /// day later. `twin` is how many rows of the list before this one differ from it at most in the
  /// second attribute, which Exist withheld of all of them.
  public record CorrelationDetails(
      @Nullable Integer offset,
      @Nullable String category,
      @Nullable String strength,
      @Nullable String stars,
      @Nullable String description,
      @Nullable String occurrence,
      @Nullable CorrelationRating rating,
      int twin) {
    public CorrelationDetails(
        @Nullable Integer offset,
        @Nullable String category,
        @Nullable String strength,
        @Nullable String stars,
        @Nullable String description,
        @Nullable String occurrence,
        @Nullable CorrelationRating rating) {
      this(offset, category, strength, stars, description, occurrence, rating, 0);
    }

    CorrelationDetails with(@Nullable Integer otherOffset, int otherTwin) {
      return new CorrelationDetails(
          otherOffset, category, strength, stars, description, occurrence, rating, otherTwin);
    }
  }

  /// Exist's rating of the correlation, and its wording.
  public record CorrelationRating(boolean isPositive, String label) {}

  /// What two rows of the same attributes, date and period may differ in: the offset where there is
  /// one, and which of several twins it is.
  public @Nullable Object variant() {
    Integer offset = details.offset();
    Integer lag = offset == null || offset == 0 ? null : offset;
    return details.twin() == 0 ? lag : (lag == null ? "" : lag) + "/" + details.twin();
  }

  /// The same correlation as one of several twins.
  public Correlation asTwin(int twin) {
    return with(attribute, attribute2, details.with(details.offset(), twin));
  }

  /// The same correlation, with the other attribute first.
  public Correlation reversed(AttributeName from) {
    Integer offset = details.offset() == null ? null : (Integer) (-details.offset());
    return with(from, attribute, details.with(offset, details.twin()));
  }

  private Correlation with(
      AttributeName one, @Nullable AttributeName two, CorrelationDetails other) {
    return new Correlation(
        date, period, one, two, value, p, firstPerson, secondPerson, percentage, stars, other);
  }
}
