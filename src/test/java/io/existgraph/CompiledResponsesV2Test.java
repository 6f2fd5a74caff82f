package io.existgraph;

/// The same over API v2.
@OverV2
class CompiledResponsesV2Test extends CompiledResponsesTest {}
