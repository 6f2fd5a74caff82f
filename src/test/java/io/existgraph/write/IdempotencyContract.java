package io.existgraph.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.exist.FailureException;
import io.existgraph.model.AttributeName;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// What every store of idempotency keys does, seen from two instances.
public abstract class IdempotencyContract {
  protected static final Caller ANN = Caller.of(new Credential("Bearer ann"));
  protected static final Caller BOB = Caller.of(new Credential("Bearer bob"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int WEIGHT = 400;
  private static final AttributeName PAGES = new AttributeName("pages_read");
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final WriteItem ITEM = new WriteItem.ValueIncrement(PAGES, DAY, BigDecimal.ONE);
  protected static final BatchResult VALIDATED =
      new BatchResult(
          List.of(new ValidatedItem.ValidItem("pages_read", DAY, ITEM)),
          Map.of(),
          Map.of(PAGES, ValueType.INTEGER));

  protected final AtomicInteger done = new AtomicInteger();

  /// The store of one of two instances; the same where there is only one.
  protected abstract IdempotencyStore store(int instance);

  protected static BatchResult result(WriteOutcome outcome) {
    return new BatchResult(VALIDATED.items(), Map.of(ITEM.key(), outcome), VALIDATED.types());
  }

  protected static BatchResult applied(int number) {
    return result(WriteOutcome.applied(PAGES, (long) number));
  }

  protected Mono<BatchResult> write(int instance, Caller caller, String key) {
    return store(instance)
        .once(
            caller,
            key,
            WEIGHT,
            Mono.just(VALIDATED),
            _ -> Mono.fromSupplier(() -> applied(done.incrementAndGet())));
  }

  protected static BatchResult await(Mono<BatchResult> result) {
    return result.block(PATIENCE);
  }

  /// The number of the write that the result is of, or the failure.
  protected static Object outcome(Mono<BatchResult> result) {
    try {
      WriteOutcome outcome = await(result).outcomes().get(ITEM.key());
      return outcome == null || outcome.state() == null ? "unknown" : outcome.state().value();
    } catch (FailureException e) {
      return e.failure();
    }
  }

  @Test
  void whatWasWrittenOnceIsReturnedToEveryRetry() {
    for (int instance : new int[] {0, 0, 1, 1}) {
      assertThat(await(write(instance, ANN, "k"))).isEqualTo(applied(1));
    }
    assertThat(done).hasValue(1);
  }

  @Test
  void aKeyIsGoodForOneCaller() {
    assertThat(outcome(write(0, ANN, "k"))).isEqualTo(1L);
    assertThat(outcome(write(1, BOB, "k"))).isEqualTo(2L);
    assertThat(outcome(write(1, ANN, "k"))).isEqualTo(1L);
    assertThat(outcome(write(1, ANN, "other"))).isEqualTo(3L);
  }

  @Test
  void whoRetriesWhileTheFirstIsOnItsWayWaitsForIt() {
    for (int second = 0; second < 2; second++) {
      String key = "k" + second;
      Sinks.One<BatchResult> sending = Sinks.one();
      Sinks.Empty<Void> begun = Sinks.empty();
      var first =
          store(0)
              .once(
                  ANN,
                  key,
                  WEIGHT,
                  Mono.just(VALIDATED),
                  _ -> {
                    begun.tryEmitEmpty().orThrow();
                    return sending.asMono();
                  })
              .toFuture();
      begun.asMono().block(PATIENCE);
      var retry = write(second, ANN, key).toFuture();
      sending.tryEmitValue(applied(99)).orThrow();
      assertThat(outcome(Mono.fromFuture(retry))).isEqualTo(99L);
      assertThat(outcome(Mono.fromFuture(first))).isEqualTo(99L);
    }
    assertThat(done).hasValue(0);
  }

  @Test
  void whatFailedBeforeItWasSentMayBeWrittenWithTheSameKey() {
    Mono<BatchResult> broken =
        store(0).once(ANN, "k", WEIGHT, Mono.error(new IllegalStateException()), _ -> Mono.never());
    assertThat(broken.map(_ -> "written").onErrorReturn("failed").block(PATIENCE))
        .isEqualTo("failed");
    assertThat(outcome(write(1, ANN, "k"))).isEqualTo(1L);
  }

  @Test
  void whatWasNotSentMayBeWrittenWithTheSameKey() {
    WriteOutcome notSent =
        WriteOutcome.notSent(OutcomeReason.RATE_LIMITED, "RATE_LIMITED", "Later.");
    Mono<BatchResult> unsent =
        store(0).once(ANN, "k", WEIGHT, Mono.just(VALIDATED), _ -> Mono.just(result(notSent)));
    assertThat(await(unsent)).isEqualTo(result(notSent));
    assertThat(eventually(1, "k")).isEqualTo(1L);
  }

  /// The key is freed behind the answer.
  private Object eventually(int instance, String key) {
    return Mono.defer(() -> write(instance, ANN, key))
        .map(result -> outcome(Mono.just(result)))
        .block(PATIENCE);
  }

  @Test
  void aWriteWhoseOutcomeIsUnknownIsNotMadeAgain() {
    Mono<BatchResult> lost =
        store(0)
            .once(
                ANN,
                "k",
                WEIGHT,
                Mono.just(VALIDATED),
                _ -> Mono.just(result(WriteOutcome.UNKNOWN)));
    assertThat(outcome(lost)).isEqualTo("unknown");
    assertThat(outcome(write(1, ANN, "k"))).isEqualTo("unknown");
    assertThat(done).hasValue(0);
  }
}
