/// Statistics of an attribute's daily numbers. Pure computation: imports nothing of ours.
@NullMarked
package io.existgraph.statistics;

import org.jspecify.annotations.NullMarked;
