package io.existgraph;

/// The same over API v2.
@OverV2
class TokenRefusalsV2Test extends TokenRefusalsTest {}
