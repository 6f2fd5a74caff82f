/// API v1: its addresses, its habits and its shapes, as https://developer.exist.io/v1 documents
/// them and as they were seen to differ.
@NullMarked
package io.existgraph.exist.v1;

import org.jspecify.annotations.NullMarked;
