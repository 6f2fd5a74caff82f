package io.existgraph.write;

import io.existgraph.cache.CacheVersion;
import io.existgraph.credential.Credential;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.WriteResponse;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
import io.existgraph.model.WriteOutcome.Status;
import io.existgraph.operation.OperationDependencies;
import io.existgraph.operation.OperationStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes items of one kind, batch after batch, each sent at most once. The first batch that fails
/// as a whole is the last. Once begun it goes on without its client.
public final class BatchWriter {
  /// What becomes of items by a credential that Exist does not accept.
  public static final WriteOutcome UNAUTHENTICATED =
      WriteOutcome.rejected(
          Reason.NOT_ALLOWED, "UNAUTHENTICATED", "Exist does not accept the credential.");

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final Duration LATEST_START = Duration.ofSeconds(7);

  private final OperationDependencies desk;
  private final Credential credential;
  private final OperationStats tally;
  private final WriteInvalidation invalidation;
  private final Instant start;
  private final Map<String, WriteOutcome> outcomes = new HashMap<>();
  private boolean isOver;

  /// `start` is when the operation began.
  public BatchWriter(
      OperationDependencies desk, Credential credential, OperationStats tally, Instant start) {
    this.desk = desk;
    this.credential = credential;
    this.tally = tally;
    this.invalidation = new WriteInvalidation(desk.memory(), credential.callerId());
    this.start = start;
  }

  /// What became of each item, by key. Several with one key are sent as one, for all of them.
  public Mono<Map<String, WriteOutcome>> write(Collection<? extends WriteItem> items) {
    Map<String, WriteItem> last = new LinkedHashMap<>();
    items.forEach(it -> last.merge(it.key(), it, WriteItem::then));
    return Mono.fromFuture(
        Flux.fromIterable(last.values())
            .filter(this::isPossible)
            .buffer(ExistApi.MOST_ITEMS)
            .concatMap(this::batch)
            .then(Mono.fromSupplier(() -> Map.copyOf(outcomes)))
            .toFuture(),
        /* suppressCancel= */ true); // what has begun is finished, and its reads are forgotten
  }

  private boolean isPossible(WriteItem item) {
    WriteOutcome objection = desk.api().objection(item);
    if (objection != null) {
      outcomes.put(item.key(), objection);
    }
    return objection == null;
  }

  private Mono<Void> batch(List<WriteItem> items) {
    boolean isLate = desk.clock().instant().isAfter(start.plus(LATEST_START));
    if (isOver || isLate) {
      note(
          items,
          WriteOutcome.notSent(
              Reason.OTHER, "NOT_SENT", isOver ? "An earlier batch failed." : "Out of time."));
      return Mono.empty();
    }
    CacheVersion before = invalidation.invalidate(items);
    return desk.api()
        .write(credential, items, tally)
        .onErrorResume(BatchWriter::lost)
        .doOnNext(outcome -> settle(items, outcome, before))
        .then();
  }

  /// Nothing that goes wrong after sending may look as if nothing was sent.
  private static Mono<WriteResponse> lost(Throwable defect) {
    LOG.error("A defect in a write: {}", defect.getClass().getName());
    return Mono.just(new WriteResponse.Lost());
  }

  private void settle(List<WriteItem> items, WriteResponse outcome, CacheVersion before) {
    CacheVersion after = invalidation.invalidate(items);
    switch (outcome) {
      case WriteResponse.Answered(var told) -> {
        desk.accepted(credential.callerId());
        items.forEach(
            it -> outcomes.put(it.key(), told.getOrDefault(it.key(), WriteOutcome.UNKNOWN)));
      }
      case WriteResponse.Lost() -> end(items, WriteOutcome.UNKNOWN);
      case WriteResponse.Refused(var failure, var told) -> {
        if (failure instanceof Failure.Unauthenticated) {
          desk.rejected(credential.callerId());
        }
        end(items, refused(failure));
        outcomes.putAll(told);
      }
      case WriteResponse.NotSent(var failure) -> end(items, notSent(failure));
    }
    Instant now = desk.clock().instant();
    for (WriteItem item : items) {
      WriteOutcome became = outcomes.getOrDefault(item.key(), WriteOutcome.UNKNOWN);
      if (became.status() == Status.APPLIED) {
        invalidation.store(item, became, now, before, after);
      }
    }
  }

  private void end(List<WriteItem> items, WriteOutcome outcome) {
    note(items, outcome);
    isOver = true;
  }

  private void note(List<WriteItem> items, WriteOutcome outcome) {
    items.forEach(it -> outcomes.put(it.key(), outcome));
  }

  private static WriteOutcome refused(Failure failure) {
    return switch (failure) {
      case Failure.Unauthenticated _ -> UNAUTHENTICATED;
      case Failure.Forbidden _ ->
          WriteOutcome.rejected(Reason.NOT_ALLOWED, "FORBIDDEN", "Exist does not allow this.");
      default -> WriteOutcome.rejected(Reason.OTHER, "BAD_REQUEST", "Exist refused the request.");
    };
  }

  private static WriteOutcome notSent(Failure failure) {
    return switch (failure) {
      case Failure.Unauthenticated _ -> UNAUTHENTICATED; // as rejected a moment before
      case Failure.RateLimited _ ->
          WriteOutcome.notSent(
              Reason.RATE_LIMITED, "RATE_LIMITED", "The caller's requests to Exist are used up.");
      default ->
          WriteOutcome.notSent(
              Reason.UPSTREAM, "UPSTREAM_UNAVAILABLE", "Exist could not be reached.");
    };
  }
}
