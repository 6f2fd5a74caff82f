package io.existgraph;

/// The same over API v2.
@OverV2
class SummariesV2Test extends SummariesTest {}
