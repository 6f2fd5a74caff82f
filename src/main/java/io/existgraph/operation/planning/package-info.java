/// Look-ahead over the selection set: which data an operation needs and how large its result may
/// be.
@NullMarked
package io.existgraph.operation.planning;

import org.jspecify.annotations.NullMarked;
