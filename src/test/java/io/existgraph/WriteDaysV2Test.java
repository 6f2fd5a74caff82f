package io.existgraph;

/// The same over API v2.
@OverV2
class WriteDaysV2Test extends WriteDaysTest {}
