/// Relay global object ids and connection cursors.
@NullMarked
package io.existgraph.relay;

import org.jspecify.annotations.NullMarked;
