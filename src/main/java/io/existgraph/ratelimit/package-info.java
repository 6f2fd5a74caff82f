/// Rate limiting of upstream requests, per credential. Hides how requests are counted.
///
/// The limiter keeps a sliding log instead of a token bucket, because Exist (Django REST
/// framework's `SimpleRateThrottle`) keeps one: the times of the requests of the past hour. A
/// bucket of the same limit refills while it is being spent and would grant nearly twice the limit
/// within an hour; a bucket small enough never to do so would waste half of it. A log costs one
/// `Instant` for each counted request, 300 per caller with the default limit.
///
/// A request leaves the log one window after it *ended* here, since Exist counts it at some time
/// between its start and its end. So no latency lets the two counts differ to the caller's harm,
/// and a 429 is the exception; [Backoff] handles it.
///
/// Reservations are all or nothing: an operation whose requests do not all fit sends none, and
/// returns one error with the time to retry after, instead of spending requests on a partial
/// response.
@NullMarked
package io.existgraph.ratelimit;

import org.jspecify.annotations.NullMarked;
