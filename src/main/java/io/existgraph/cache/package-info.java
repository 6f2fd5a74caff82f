/// The cached responses of each caller. Hides Caffeine, the bounds, single flight, and the
/// propagation of writes between credentials of one account.
///
/// A caller's cache is bounded; all of them together are a second cache, weighed by what they hold.
/// So a flood by one caller evicts only that caller's own entries.
///
/// With [CacheReplication] a caller's cache is a near cache of what all instances share.
@NullMarked
package io.existgraph.cache;

import org.jspecify.annotations.NullMarked;
