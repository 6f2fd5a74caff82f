package io.existgraph;

/// The same over API v2.
@OverV2
class CancelledRequestsV2Test extends CancelledRequestsTest {}
