/// Time: durations that no step of the system's clock changes, and the dates that follow it.
@NullMarked
package io.existgraph.time;

import org.jspecify.annotations.NullMarked;
