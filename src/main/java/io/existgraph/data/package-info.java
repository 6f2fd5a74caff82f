/// Cache keys and the values stored under them: pages of lists, daily values, list queries and date
/// ranges.
@NullMarked
package io.existgraph.data;

import org.jspecify.annotations.NullMarked;
