package io.existgraph;

@OverV2
class SteppedClockV2Test extends SteppedClockTest {}
