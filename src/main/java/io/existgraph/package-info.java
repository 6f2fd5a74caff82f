/// The assembly of the gateway: settings, beans, startup and shutdown. No other package imports it.
///
/// # An operation
///
/// ```
///  HTTP ─▶ web ─▶ graphql ─▶ operation.planning ─▶ operation ─▶ exist.http ─▶ Exist
///         limits  parsed     look-ahead: which     reserves     sends the
///                 document   data is needed        and reads    missing requests
///
///  GraphQL fields ◀─ view ◀─ the caller's cache ◀─ exist.v1, exist.v2 decode ◀─┘
/// ```
///
/// The selection set becomes a set of keys; the API version turns the keys that the caller's cache
/// cannot answer into as few requests as possible; the rate limiter reserves all of them; they are
/// sent in parallel. Only then are fields resolved, from memory.
///
/// # Where to look
///
/// | question | class |
/// |---|---|
/// | Where is a field resolved, which keys does it load, and how is its result sized? | `graphql`: the controller of its type, such as `AttributeController` |
/// | Where does the look-ahead collect the keys? | `graphql.SelectionLookAhead` |
/// | Where is a repeated query executed without being parsed and planned again? | `ready.PreparedQueries`, `graphql.PreparedOperation`, `graphql.execution.RepeatableQuery` |
/// | Where are requests planned? | `operation.OperationPlanner`, step by step; `exist.v1.V1RequestPlanner` and `exist.v2.V2RequestPlanner`, for each API version |
/// | Where are they sent, shared and stored? | `operation.OperationReader`, `CoalescingFetcher`, `ResponseStore` |
/// | Where is the hour of a credential counted? | `ratelimit.RateLimitWindow`; over Redis `redis.SharedHour` |
/// | How long is an entry used? | `data.Freshness`; `operation.FreshnessPolicy`, for one operation |
/// | What does a write invalidate? | `write.WrittenItems`, applied by `WriteInvalidation` |
/// | Which error does a client get? | `graphql.FailureExceptionResolver`, `web.RequestError` |
///
/// # Packages
///
/// Each package may import only those to its right, all of which stand below it; `ArchitectureTest`
/// fails the build otherwise. `model`, `credential`, `statistics`, `time` and `exist.tree` import
/// nothing of ours and are omitted.
///
/// ```
///   graphql             ─▶ ready, write, operation, operation.planning, relay, exist, view, data, ratelimit
///   │
///   ├─ write            ─▶ operation, operation.planning, exist, view, cache, data, ratelimit
///   │   │
///   ├───┴─ operation    ─▶ operation.planning, exist, view, cache, data, ratelimit
///   │      │
///   └──────┴─ operation.planning ─▶ relay, exist, view, data
///             │
///             ├─ relay           ─▶ exist, data
///             │
///             │  exist.v1, exist.v2 ─▶ exist.client, exist.json, exist.http, exist, view, data
///             │  │
///             │  ├─ exist.client ─▶ exist.json, exist.http, exist, view, data, ratelimit
///             │  │
///             │  ├─ exist.json   ─▶ exist.http, exist, data
///             │  │
///             │  ├─ exist.http   ─▶ exist, ratelimit
///             │  │
///             └──┴─ exist        ─▶ view, cache, data, ratelimit   (the port: graphql, write and
///                   │                                                operation know no version)
///                   ├─ view      ─▶ cache ─▶ data
///                   │
///                   └─ ratelimit
///
///   web       ─▶ graphql.execution, ready, credential, logging   (graphql: execution and logging, too)
///   metrics   ─▶ ready, redis, exist, data, credential
///   ready     ─▶ operation, credential, ratelimit
///   redis     ─▶ redis.codec, write, exist, cache, data, credential, ratelimit   (what instances
///   │                                                                            share)
///   └─ redis.codec ─▶ write, data, credential
///   simulator ─▶ nothing but model
/// ```
///
/// # Admission controls
///
/// In the order in which they apply to an operation. Those down to the rate limit refuse before
/// anything is sent to Exist.
///
/// | limit | setting `exist.*` | beyond it |
/// |---|---|---|
/// | request body | `limits.body` | HTTP 413 |
/// | concurrent operations | `limits.operations` | 503 `OVERLOADED` |
/// | document | `limits.tokens`, `depth`, `fields`, `aliases`, `root-fields`, `directives` | `QUERY_TOO_COSTLY` |
/// | result size of the operation | `limits.values` | `QUERY_TOO_COSTLY` |
/// | result size of all running operations | `limits.values-in-flight` | 503 `OVERLOADED` |
/// | upstream requests of the operation | `limits.requests` | `QUERY_TOO_COSTLY` |
/// | rejected credential (401), for a minute | – | `UNAUTHENTICATED` |
/// | hourly rate limit of the credential | `budget.*` | stale data, else `RATE_LIMITED` |
/// | parallel exchanges of the credential | `limits.exchanges-per-caller` | queued; then `OVERLOADED` or `UPSTREAM_TIMEOUT` |
/// | pause after a 429 response | – | `RATE_LIMITED` |
/// | circuit breaker | – | `UPSTREAM_UNAVAILABLE` |
/// | connections to Exist | – | queued; then `OVERLOADED` |
/// | response body | `limits.response` | `QUERY_TOO_COSTLY` |
///
/// # Decisions
///
/// **Look-ahead instead of a batch per field.** Exist returns profile, attributes and the values of
/// today in a single request, and the values of many attributes in another. Batching level by
/// level, as a `DataLoader` per field does, would never see all of these keys at once, would need
/// one round trip for each level, and could not know the number of requests before the first is
/// sent. So the normalized selection is planned as a whole before execution, and `explain` returns
/// the same plan without sending it.
///
/// **All-or-nothing reservations.** An operation reserves all requests of a step or none. A partial
/// reservation would spend requests on a response that is an error anyway, and a retry would spend
/// them again. Where the limit is exhausted, stale entries are served and only the rest is
/// reserved.
///
/// **A sliding log instead of a token bucket.** Exist keeps a sliding log; see `ratelimit`.
///
/// **Our own circuit breaker.** Anybody can make requests of one credential fail. The breakers of
/// libraries count all calls alike, so one caller could open the circuit for everybody; ours counts
/// only a few calls of each caller per window, and probes without blocking.
///
/// **Our own bulkhead.** Libraries reject excess calls or block a thread. An operation regularly
/// needs more requests than may run at once, so ours queues them asynchronously, per caller and
/// bounded, and narrows to one exchange while the rate limiter probes the end of a pause.
///
/// **A connection pool per credential.** HTTP/1.1 matches responses to requests by order alone.
/// Where an intermediary answers twice or late, a response can look like that of the next request
/// on the connection; in a pool of its own it reaches at most the credential it was meant for.
///
/// **A cache per caller.** Scopes and privacy settings make the same request yield different
/// responses, so entries are never shared between credentials, and a flood by one caller evicts
/// only its own entries.
@NullMarked
package io.existgraph;

import org.jspecify.annotations.NullMarked;
