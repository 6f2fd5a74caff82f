package io.existgraph;

/// The same over API v2, where who it is comes with the profile alone.
@OverV2
class OwnerV2Test extends OwnerTest {}
