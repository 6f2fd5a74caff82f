/// The HTTP exchange with Exist. Hides the HTTP client, headers and status codes.
///
/// [ExistHttpClient] assembles the chain that every request passes through, outermost first: retry,
/// bulkhead, rate limit, circuit breaker, observation, HTTP on a connection of the caller.
@NullMarked
package io.existgraph.exist.http;

import org.jspecify.annotations.NullMarked;
