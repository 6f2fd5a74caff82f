/// The port to Exist: DataLoader keys, request plans, and the interface of an API version.
///
/// A version of the API is a pure function from keys and cached entries to the requests that are
/// missing, and a decoder of their responses. Plan, price, run and explain are all made of that one
/// function, so a request that was not in the plan cannot be sent.
@NullMarked
package io.existgraph.exist;

import org.jspecify.annotations.NullMarked;
