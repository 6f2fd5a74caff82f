/// Lookups in the cached and freshly fetched entries of one operation.
@NullMarked
package io.existgraph.view;

import org.jspecify.annotations.NullMarked;
