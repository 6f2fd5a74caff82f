package io.existgraph;

/// The same over API v2.
@OverV2
class CappedPagesV2Test extends CappedPagesTest {}
