/// State that several instances share over Redis or Valkey. Hides the client library, Lettuce, and
/// what happens while the server is slow, gone or empty.
///
/// [RedisConnection] runs scripts and carries messages between instances. Every change of shared
/// state is one Lua script: one round trip, atomic, and announced to all instances by exactly one
/// message. While the server cannot be used the connection fails calls at once, without a wait, and
/// each instance goes on with what it knows.
///
/// All keys and the channel begin with `eg:`. Keys of a caller contain its [KeyTags] tag in braces,
/// so that those of one script are in one slot of a cluster, and nobody who reads them learns whose
/// they are.
@NullMarked
package io.existgraph.redis;

import org.jspecify.annotations.NullMarked;
