package io.existgraph;

/// The same over API v2.
@OverV2
class NodesV2Test extends NodesTest {}
