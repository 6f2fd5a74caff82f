/// Reading for one operation: plans the requests of its keys, reserves and sends them, and keeps
/// what each key loaded. Hides reservations, coalescing and the order of requests.
@NullMarked
package io.existgraph.operation;

import org.jspecify.annotations.NullMarked;
