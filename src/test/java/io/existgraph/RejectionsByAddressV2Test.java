package io.existgraph;

/// The same over API v2.
@OverV2
class RejectionsByAddressV2Test extends RejectionsByAddressTest {}
