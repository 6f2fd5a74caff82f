/// A simulator of the Exist API with generated data on a loopback port: for a first run, for front
/// ends without an account, and for tests. Hides the users and their data, which are functions of
/// user name and date, and the HTTP side: pagination, rate limits, tokens, ownership, injected
/// faults. Serves API v1 and v2 over the same data.
///
/// The users are `demo` (metric, Melbourne), `demo2` (imperial, New York), `josh` (public, with a
/// private attribute) and `private_pat` (private). `Token demo` and `Token demo2` can read, `Bearer
/// demo` can also write. Every request fails with `Token demo-limited` (429), `Token demo-down`
/// (503) and `Token demo-revoked` (401), and takes three seconds with `Token demo-slow`. The
/// password of every user at `auth/simple-token/` is the user name.
@NullMarked
package io.existgraph.simulator;

import org.jspecify.annotations.NullMarked;
