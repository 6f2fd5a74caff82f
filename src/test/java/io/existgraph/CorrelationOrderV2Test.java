package io.existgraph;

/// The same over API v2.
@OverV2
class CorrelationOrderV2Test extends CorrelationOrderTest {}
