/// Ready answers: finished responses, kept as bytes and repeated while they are provably still
/// right. Hides when that is, and which parts of the bytes are filled in anew. Behind them prepared
/// queries, which are executed at once where the cache answers them.
@NullMarked
package io.existgraph.ready;

import org.jspecify.annotations.NullMarked;
