package io.existgraph;

/// The same over API v2.
@OverV2
class ColdWritesV2Test extends ColdWritesTest {}
