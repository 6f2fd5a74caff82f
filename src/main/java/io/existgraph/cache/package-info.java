/// Remembers answers, per caller. Hides Caffeine, the bounds and in-flight sharing.
///
/// A caller's memory is one bounded cache; all of them together are one more, weighed by what they
/// hold. So a flood by one caller evicts only that caller's own answers.
@NullMarked
package io.existgraph.cache;

import org.jspecify.annotations.NullMarked;
