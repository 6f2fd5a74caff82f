package io.existgraph.plan;

import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Need;
import java.util.Collection;
import java.util.List;

/// What an operation wants to know. Who is meant by a user name may depend on what is known of the
/// caller, so the needs are told anew as facts come in.
@FunctionalInterface
public interface Wish {
  Collection<Need> needs(Facts facts);

  /// What may be needed once it is known who is meant, whoever it is.
  default Collection<Need> needsAfterwards(Facts facts) {
    return List.of();
  }
}
