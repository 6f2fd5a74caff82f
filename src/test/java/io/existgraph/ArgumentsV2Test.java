package io.existgraph;

/// The same over API v2.
@OverV2
class ArgumentsV2Test extends ArgumentsTest {}
