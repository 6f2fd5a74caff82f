package io.existgraph.operation;

import io.existgraph.data.DecodedResponse;
import java.time.Instant;

/// A response and when its request was sent. Not `isSent` when it is the response to another
/// operation, which arrived after this one looked into the cache.
record FetchedResponse(DecodedResponse response, Instant sentAt, boolean isSent) {}
