package io.existgraph;

/// The same over API v2.
@OverV2
class TokensV2Test extends TokensTest {}
