package io.existgraph;

/// The same over API v2, but for what it cannot do.
@OverV2
class OperationsV2Test extends OperationsTest {}
