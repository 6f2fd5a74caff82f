package io.existgraph;

/// The same over API v2.
@OverV2
class PaidOnceV2Test extends PaidOnceTest {
  @Override
  protected int costOfOnePriority() {
    return 1;
  }

  @Override
  protected String insightsOfOnePriority() {
    return "GET /api/2/insights/?limit=100&priority=3";
  }
}
