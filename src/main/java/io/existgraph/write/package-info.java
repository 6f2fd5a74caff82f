/// Mutations: validation, batches, invalidation of the cache, idempotency keys.
@NullMarked
package io.existgraph.write;

import org.jspecify.annotations.NullMarked;
