package io.existgraph.operation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a key loaded: evaluated when a field first uses it, then the same for all. Fails with the
/// failure of the request that should have answered it.
public final class LazyLoadResult<V> {
  private @Nullable Supplier<? extends V> evaluation;
  private @Nullable V value;
  private @Nullable RuntimeException failure;

  LazyLoadResult(Supplier<? extends V> evaluation) {
    this.evaluation = evaluation;
  }

  @SuppressWarnings("NullAway") // some keys load null
  public synchronized V get() {
    if (evaluation != null) {
      try {
        value = evaluation.get();
      } catch (RuntimeException e) {
        failure = e;
      }
      evaluation = null;
    }
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
