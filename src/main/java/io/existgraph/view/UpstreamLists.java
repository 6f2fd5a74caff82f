package io.existgraph.view;

import io.existgraph.data.ListResource;

/// The lists that the API of Exist serves: see [ExistApi#upstreamList].
@FunctionalInterface
public interface UpstreamLists {
  <R> ListResource<R> kept(ListResource<R> listing);
}
