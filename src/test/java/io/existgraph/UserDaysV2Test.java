package io.existgraph;

/// The same over API v2.
@OverV2
class UserDaysV2Test extends UserDaysTest {}
