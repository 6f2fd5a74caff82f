/// The hourly allowance of each credential. Hides how it is counted.
///
/// The window slides, because Exist counts a sliding hour and a bucket that refills would overspend
/// it. A request leaves the window an hour after it *ended* here, since Exist stamps it somewhere
/// between its start and its end; so no latency can make the two counts disagree to our harm.
@NullMarked
package io.existgraph.ratelimit;

import org.jspecify.annotations.NullMarked;
