package io.existgraph;

/// The same over API v2.
@OverV2
class WritesV2Test extends WritesTest {}
