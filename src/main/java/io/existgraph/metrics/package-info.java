/// What an operator sees: meters and spans. Hides Micrometer from all but the root; whatever is
/// counted is told by a listener. No label names a user, an attribute or a credential.
@NullMarked
package io.existgraph.metrics;

import org.jspecify.annotations.NullMarked;
