package io.existgraph;

/// The same over API v2.
@OverV2
class ExplainPropertyV2Test extends ExplainPropertyTest {}
