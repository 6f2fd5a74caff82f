package io.existgraph.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The recalls of leases in an hour: when one failed last, and those that wait for leases to be
/// given back. Thread-safe.
final class RecallHistory {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private @Nullable Long failedAt;
  private CompletableFuture<Boolean> nextRelease = new CompletableFuture<>();

  /// Whether leases may be recalled: not for a second after that was in vain.
  synchronized boolean mayRecall(long now) {
    return failedAt == null || now - failedAt >= PAUSE.toNanos();
  }

  synchronized void recalled(boolean isDone, long now) {
    failedAt = isDone ? null : Long.valueOf(now);
  }

  /// Completes when requests of another instance have been given back.
  synchronized CompletableFuture<Boolean> nextRelease() {
    return nextRelease;
  }

  /// Completes [#nextRelease].
  void releaseHeard() {
    CompletableFuture<Boolean> release;
    synchronized (this) {
      release = nextRelease;
      nextRelease = new CompletableFuture<>();
    }
    release.complete(true);
  }
}
