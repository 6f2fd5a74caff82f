package io.existgraph.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.ListResource;
import io.existgraph.data.UserRef;
import io.existgraph.exist.CachedEntries;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.view.CacheView;
import io.existgraph.view.UpstreamLists;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Validation by what Exist documents of an attribute: nothing is cached here.
class WriteValidatorTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final UpstreamLists LISTS =
      new UpstreamLists() {
        @Override
        public <R> ListResource<R> kept(ListResource<R> listing) {
          return listing;
        }
      };

  private final WriteValidator validator =
      new WriteValidator(
          new CacheView(
              _ -> null,
              (_, _, _) -> true,
              LISTS,
              UnaryOperator.identity(),
              Instant.parse("2026-11-24T10:00:00Z")));

  private static Object sent(ValidatedItem item) {
    return switch (item) {
      case ValidatedItem.ValidItem(_, _, WriteItem.ValueUpdate update) -> update.value();
      case ValidatedItem.ValidItem(_, _, WriteItem.ValueIncrement increment) -> increment.value();
      default -> "invalid";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "steps, 8432, 8432",
    "steps, 1.5, invalid",
    "steps, many, invalid",
    "mood, 9, 9",
    "mood, 10, invalid",
    "mood, 0, invalid",
    "sleep_start, 00:30, 750",
    "sleep_end, 07:05, 425",
    "sleep_end, 25:00, invalid",
    "sleep_end, 1440, invalid",
    "weight, 72.75, 72.75",
    "nobody_knows, text, text"
  })
  void aValueIsSentAsItsTypeWantsIt(String name, String value, String expected) {
    assertThat(sent(validator.update(name, DAY, value)).toString()).isEqualTo(expected);
  }

  @Test
  void aNameIsSentAsExistWroteIt() {
    CacheView known = new CachedEntries().withAttributes(1, 1, "cafe\u0301").view(LISTS);
    LocalDate day = known.latestToday(UserRef.SELF);
    for (String asked : List.of("caf\u00e9", "cafe\u0301")) {
      assertThat(name(new WriteValidator(known).update(asked, day, 1))).isEqualTo("cafe\u0301");
      assertThat(name(new WriteValidator(known).increment(asked, day, 1))).isEqualTo("cafe\u0301");
      assertThat(name(validator.update(asked, DAY, 1))).as("unknown").isEqualTo(asked);
    }
  }

  private static String name(ValidatedItem item) {
    return item instanceof ValidatedItem.ValidItem(_, _, var write)
        ? String.valueOf(write.name())
        : "invalid";
  }

  @Test
  void aNoteHasAThousandCharacters() {
    assertThat(sent(validator.update("mood_note", DAY, "x".repeat(1000)))).isNotEqualTo("invalid");
    assertThat(sent(validator.update("mood_note", DAY, "x".repeat(1001)))).isEqualTo("invalid");
  }

  @Test
  void namesAndDatesAreCheckedFirst() {
    assertThat(reason(validator.update("no name", DAY, 1))).isEqualTo(OutcomeReason.NOT_FOUND);
    assertThat(reason(validator.update("steps", DAY.plusDays(3), 1)))
        .isEqualTo(OutcomeReason.INVALID_VALUE);
    assertThat(sent(validator.update("steps", DAY.plusDays(2), 1))).isEqualTo(1L);
  }

  private static OutcomeReason reason(ValidatedItem item) {
    return item.outcome(Map.of()).cause().reason();
  }

  @Test
  void onlyAmountsCanBeAdded() {
    assertThat(sent(validator.increment("steps", DAY, 5))).isEqualTo(new BigDecimal("5"));
    assertThat(sent(validator.increment("weight", DAY, "0.5"))).isEqualTo(new BigDecimal("0.5"));
    assertThat(sent(validator.increment("mood", DAY, 1))).isEqualTo("invalid");
    assertThat(sent(validator.increment("sleep_start", DAY, 1))).isEqualTo("invalid");
    assertThat(sent(validator.increment("steps", DAY, 1.5))).isEqualTo("invalid");
  }

  @Test
  void anItemThatExistDidNotMentionHasAnUnknownOutcome() {
    assertThat(validator.update("steps", DAY, 1).outcome(Map.of())).isEqualTo(WriteOutcome.UNKNOWN);
  }
}
