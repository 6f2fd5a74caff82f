/// An Exist with made-up data on a loopback port, for a first run, for front ends without an
/// account and for tests. Hides its people and their data, which follow from name and date alone,
/// and everything about HTTP: paging, limits, tokens, ownership, faults. Speaks API v1 and v2 over
/// the same data.
///
/// The people are `demo` (metric, Melbourne), `demo2` (imperial, New York), `josh` (public, with a
/// private attribute) and `private_pat` (private). `Token demo` and `Token demo2` read, `Bearer
/// demo` also writes. For `auth/simple-token/` everybody's password is their own name.
@NullMarked
package io.existgraph.simulator;

import org.jspecify.annotations.NullMarked;
