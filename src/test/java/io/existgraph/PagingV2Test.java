package io.existgraph;

/// The same over API v2.
@OverV2
class PagingV2Test extends PagingTest {}
