package io.existgraph.upstream;

import java.util.List;

/// What is still to be asked. `later` is how many more requests at most follow once the answers
/// tell names or counts; zero when this is all.
public record Todo(List<Ask> asks, int later) {
  public Todo {
    asks = List.copyOf(asks);
  }

  public boolean isExact() {
    return later == 0;
  }
}
