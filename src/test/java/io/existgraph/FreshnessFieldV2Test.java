package io.existgraph;

/// The same over API v2.
@OverV2
class FreshnessFieldV2Test extends FreshnessFieldTest {}
