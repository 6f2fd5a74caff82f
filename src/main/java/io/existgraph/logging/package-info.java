/// What may be logged of a failure.
@NullMarked
package io.existgraph.logging;

import org.jspecify.annotations.NullMarked;
