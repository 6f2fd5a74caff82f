package io.existgraph;

/// The same over API v2.
@OverV2
class MemoryAndBudgetV2Test extends MemoryAndBudgetTest {
  @Override
  protected String readOfToday() {
    return "GET /api/2/attributes/with-values/?days=31&limit=100";
  }

  /// The profile is fresh for a day.
  @Override
  protected String oldestPart() {
    return "2026-11-24T02:00:00Z";
  }

  @Override
  protected int costOfToday() {
    return 2;
  }

  /// The lists of active and of inactive attributes.
  @Override
  protected int costOfAnUnknownName() {
    return 2;
  }
}
