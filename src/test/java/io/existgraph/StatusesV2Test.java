package io.existgraph;

/// The same over API v2.
@OverV2
class StatusesV2Test extends StatusesTest {}
