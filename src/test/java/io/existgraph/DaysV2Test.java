package io.existgraph;

/// The same over API v2.
@OverV2
class DaysV2Test extends DaysTest {}
