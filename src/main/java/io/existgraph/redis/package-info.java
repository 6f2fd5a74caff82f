/// State that several instances share over Redis or Valkey. Hides the client library, Lettuce, and
/// what happens while the server is slow, gone or empty.
///
/// [RedisConnection] runs scripts and carries messages between instances. Every change of shared
/// state is one Lua script: one round trip, atomic, and announced to all instances by exactly one
/// message. While the server cannot be used the connection fails calls at once, without a wait, and
/// each instance goes on with what it knows.
///
/// [SharedMemory] shares what instances read of Exist, [SharedIdempotencyStore] the results of
/// writes that must not be repeated; values leave the process sealed, see
/// [io.existgraph.redis.codec].
///
/// | key of a caller | content |
/// |---|---|
/// | `v` | epoch and version of the stored entries |
/// | `m` | sealed entries by field, see [EntryFields] |
/// | `s` | fields by the version in which they were stored |
/// | `f:…` | the instance that sends a request now |
/// | `i:…`, `ix` | idempotency keys, and their index by time |
/// | `o`, of an account | the caller tags of its credentials |
///
/// All keys and the channel begin with `eg:`. Keys of a caller contain its [KeyTags] tag in braces,
/// so that those of one script are in one slot of a cluster, and nobody who reads them learns whose
/// they are.
@NullMarked
package io.existgraph.redis;

import org.jspecify.annotations.NullMarked;
