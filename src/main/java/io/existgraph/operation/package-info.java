/// What an operation needs from Exist, what that will cost, and the reading of it. Hides selection
/// sets, permits and the order of requests.
@NullMarked
package io.existgraph.operation;

import org.jspecify.annotations.NullMarked;
