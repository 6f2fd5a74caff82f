package io.existgraph.write;

import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Caller;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.WriteResponse;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.RejectionsByAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A write of items of one kind, batch after batch, each sent at most once. The first batch that
/// fails as a whole is the last, and after one whose outcome is unknown nothing more of the
/// operation is sent. A write that has begun continues when its client disconnects.
public final class BatchWriter {
  private static final Duration MAX_START_DELAY = Duration.ofSeconds(7);

  private final ExistApi api;
  private final CallerCaches caches;
  private final RejectionsByAddress rejections;
  private final InstantSource clock;
  private final Caller caller;
  private final WriteInvalidation invalidation;
  private final BatchSender sender;
  private final AtomicBoolean isOutcomeUnknown;
  private final Map<String, WriteOutcome> outcomes = new HashMap<>();
  private boolean isOver;

  /// `timer` waits for the end of a pause. `isOutcomeUnknown` is shared by the writers of one
  /// operation: whether a write of it was sent whose outcome is not known.
  BatchWriter(
      ExistApi api,
      CallerCaches caches,
      RejectionsByAddress rejections,
      InstantSource clock,
      Function<Duration, Mono<?>> timer,
      Caller caller,
      OperationStats stats,
      Instant start,
      AtomicBoolean isOutcomeUnknown) {
    this.api = api;
    this.caches = caches;
    this.rejections = rejections;
    this.clock = clock;
    this.caller = caller;
    this.invalidation = new WriteInvalidation(caches, caller.id());
    this.sender =
        new BatchSender(api, caller.credential(), stats, clock, timer, start.plus(MAX_START_DELAY));
    this.isOutcomeUnknown = isOutcomeUnknown;
  }

  /// What result of each item, by key. Several with one key are sent as one, for all of them.
  public Mono<Map<String, WriteOutcome>> write(Collection<? extends WriteItem> items) {
    Map<String, WriteItem> last = new LinkedHashMap<>();
    items.forEach(item -> last.merge(item.key(), item, WriteItem::then));
    return Mono.fromFuture(
        Flux.fromIterable(last.values())
            .filter(this::isSendable)
            .buffer(ExistApi.MAX_ITEMS_PER_WRITE)
            .concatMap(this::batch)
            .then(Mono.fromSupplier(() -> Map.copyOf(outcomes)))
            .toFuture(),
        /* suppressCancel= */ true); // what has begun is finished, and invalidated
  }

  private boolean isSendable(WriteItem item) {
    WriteOutcome rejection = api.objection(item);
    if (rejection != null) {
      outcomes.put(item.key(), rejection);
    }
    return rejection == null;
  }

  private Mono<Void> batch(List<WriteItem> items) {
    String obstacle = obstacle();
    if (obstacle != null) {
      setOutcome(items, WriteOutcome.notSent(OutcomeReason.OTHER, "NOT_SENT", obstacle));
      return Mono.empty();
    }
    OverwrittenEntries overwritten = invalidation.overwritten(items);
    return invalidation
        .invalidate(items, /* isDone= */ false)
        .flatMap(before -> send(items, overwritten, before));
  }

  private Mono<Void> send(
      List<WriteItem> items, OverwrittenEntries overwritten, CacheVersion before) {
    return sender
        .send(items)
        .flatMap(
            response ->
                invalidation
                    .invalidate(items, /* isDone= */ true)
                    .flatMap(
                        after -> {
                          settle(items, response);
                          return cache(items, overwritten, before, after);
                        }));
  }

  /// Why nothing more is sent; null while something may be.
  private @Nullable String obstacle() {
    if (isOutcomeUnknown.get()) {
      return "The outcome of an earlier write of this operation is unknown.";
    }
    if (isOver) {
      return "An earlier batch failed.";
    }
    return sender.isTooLate(clock.instant()) ? "Out of time." : null;
  }

  private void settle(List<WriteItem> items, WriteResponse response) {
    switch (response) {
      case WriteResponse.ItemOutcomes(var answered) -> {
        rejections.accepted(caller.id());
        for (WriteItem item : items) {
          outcomes.put(item.key(), answered.getOrDefault(item.key(), WriteOutcome.UNKNOWN));
        }
      }
      case WriteResponse.LostResponse() -> end(items, WriteOutcome.UNKNOWN);
      case WriteResponse.RefusedResponse(var failure, var rejected) -> {
        if (failure instanceof Failure.Unauthenticated) {
          rejections.rejected(caller.id());
          caches.forget(caller.id());
        }
        end(items, FailedWriteOutcomes.refused(failure));
        outcomes.putAll(rejected);
      }
      case WriteResponse.NotSentResponse(var failure) ->
          end(items, FailedWriteOutcomes.notSent(failure));
    }
  }

  private Mono<Void> cache(
      List<WriteItem> items,
      OverwrittenEntries overwritten,
      CacheVersion before,
      CacheVersion after) {
    Instant now = clock.instant();
    List<WriteItem> applied = new ArrayList<>();
    List<WriteItem> unknown = new ArrayList<>();
    for (WriteItem item : items) {
      switch (outcome(item).status()) {
        case APPLIED -> applied.add(item);
        case UNKNOWN -> unknown.add(item);
        case REJECTED, NOT_SENT -> {}
      }
    }
    invalidation.restore(
        overwritten, Stream.concat(applied.stream(), unknown.stream()).toList(), before, after);
    applied.forEach(item -> invalidation.store(item, outcome(item), now, before, after));
    if (unknown.isEmpty()) {
      return Mono.empty();
    }
    isOutcomeUnknown.set(true);
    return invalidation.invalidateUnsettled(unknown, now).then();
  }

  private WriteOutcome outcome(WriteItem item) {
    return outcomes.getOrDefault(item.key(), WriteOutcome.UNKNOWN);
  }

  private void end(List<WriteItem> items, WriteOutcome outcome) {
    setOutcome(items, outcome);
    isOver = true;
  }

  private void setOutcome(List<WriteItem> items, WriteOutcome outcome) {
    items.forEach(item -> outcomes.put(item.key(), outcome));
  }
}
