package io.existgraph.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing. `size` is how many rows Exist sent, `rows` those of them that could be
/// read; `count` is Exist's own total.
public record Page<R>(List<R> rows, int size, boolean hasNext, @Nullable Integer count) {
  /// A list that came in one piece, of so many rows as Exist sent them.
  public static <R> Page<R> whole(List<R> rows, int sent) {
    return new Page<>(rows, sent, false, sent);
  }

  /// What stands behind the last page.
  public static <R> Page<R> empty() {
    return new Page<>(List.of(), 0, false, null);
  }
}
