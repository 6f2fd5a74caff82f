package io.existgraph.ready;

import java.util.List;

/// A response body to be sent: the bytes of all parts, in this order. `isGzip` says how they are
/// encoded.
public record ReadyBody(List<byte[]> parts, int length, boolean isGzip, String contentType) {}
