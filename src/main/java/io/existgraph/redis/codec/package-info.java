/// The form in which cached values leave the process: compact binary, compressed, and sealed under
/// a key that only the caller's credential yields.
@NullMarked
package io.existgraph.redis.codec;

import org.jspecify.annotations.NullMarked;
