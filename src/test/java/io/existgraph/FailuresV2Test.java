package io.existgraph;

/// The same over API v2.
@OverV2
class FailuresV2Test extends FailuresTest {}
