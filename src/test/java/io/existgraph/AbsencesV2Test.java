package io.existgraph;

/// The same over API v2.
@OverV2
class AbsencesV2Test extends AbsencesTest {}
