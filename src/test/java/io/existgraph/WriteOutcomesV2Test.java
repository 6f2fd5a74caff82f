package io.existgraph;

/// The same over API v2.
@OverV2
class WriteOutcomesV2Test extends WriteOutcomesTest {}
