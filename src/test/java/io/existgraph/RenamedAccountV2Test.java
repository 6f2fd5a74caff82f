package io.existgraph;

/// The same over API v2, which gives no id.
@OverV2
class RenamedAccountV2Test extends RenamedAccountTest {}
