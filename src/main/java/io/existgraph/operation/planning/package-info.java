/// What an operation selects and loads: selected fields with parsed arguments, the set of their
/// keys, and the counts that result sizes are estimated from.
@NullMarked
package io.existgraph.operation.planning;

import org.jspecify.annotations.NullMarked;
