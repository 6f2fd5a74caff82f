package io.existgraph;

/// The same over API v2.
@OverV2
class MemoryAndBudgetV2Test extends MemoryAndBudgetTest {}
