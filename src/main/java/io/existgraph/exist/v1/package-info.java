/// API v1: its endpoints, JSON and peculiarities, as https://developer.exist.io/v1 documents them
/// and where Exist was observed to differ.
@NullMarked
package io.existgraph.exist.v1;

import org.jspecify.annotations.NullMarked;
