package io.existgraph;

/// The same over API v2.
@OverV2
class TimeSeriesV2Test extends TimeSeriesTest {}
