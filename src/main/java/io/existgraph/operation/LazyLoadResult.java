package io.existgraph.operation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The result of a key, evaluated when a field first uses it, and then shared by all. Fails with
/// the failure of its request.
public final class LazyLoadResult<V> {
  private @Nullable Supplier<? extends V> evaluation;
  private @Nullable V value;
  private @Nullable RuntimeException failure;

  public LazyLoadResult(Supplier<? extends V> evaluation) {
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
