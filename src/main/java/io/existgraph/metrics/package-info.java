/// Meters and spans, for operators. Confines Micrometer to this package and the root: all events
/// arrive through listeners. No label contains a user, an attribute or a credential.
@NullMarked
package io.existgraph.metrics;

import org.jspecify.annotations.NullMarked;
