package io.existgraph.operation.planning;

import io.existgraph.exist.LoadKey;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.List;

/// What an operation wants to know. Who is meant by a user name may depend on what is known of the
/// caller, so the needs are told anew as facts come in.
@FunctionalInterface
public interface LoadKeySource {
  Collection<LoadKey> needs(CacheView facts);

  /// What may be needed once it is known who is meant, whoever it is.
  default Collection<LoadKey> needsAfterwards(CacheView facts) {
    return List.of();
  }
}
