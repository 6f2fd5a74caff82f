package io.existgraph;

/// The same over API v2.
@OverV2
class ShortPausesV2Test extends ShortPausesTest {}
