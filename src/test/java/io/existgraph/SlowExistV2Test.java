package io.existgraph;

/// The same over API v2.
@OverV2
class SlowExistV2Test extends SlowExistTest {}
