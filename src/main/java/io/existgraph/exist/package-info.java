/// The port: what can be needed from Exist, what is known, and what is still to be asked.
///
/// A version of the API is a pure function from needs and facts to the requests that are still
/// missing, and a decoder of their answers. Plan, price, run and explain are all made of that one
/// function, so a request that was not in the plan cannot be sent.
@NullMarked
package io.existgraph.exist;

import org.jspecify.annotations.NullMarked;
