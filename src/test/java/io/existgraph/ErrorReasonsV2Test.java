package io.existgraph;

/// The same over API v2.
@OverV2
class ErrorReasonsV2Test extends ErrorReasonsTest {}
