package io.existgraph;

/// The same over API v2.
@OverV2
class RejectedCredentialV2Test extends RejectedCredentialTest {}
