/// API v2: its endpoints, JSON and peculiarities, as https://developer.exist.io documents them and
/// where Exist was observed to differ. The token determines the user, all lists are paged, and one
/// request returns 31 days of a hundred attributes.
@NullMarked
package io.existgraph.exist.v2;

import org.jspecify.annotations.NullMarked;
