package io.existgraph;

import org.junit.jupiter.api.BeforeEach;

/// The same over API v2, against a plain reader of v1: both return the same data.
@OverV2
class PlanPropertyV2Test extends PlanPropertyTest {
  @Override
  boolean tellsOfOthers() {
    return false;
  }

  /// v2 always leaves out days on which nothing was recorded.
  @Override
  @BeforeEach
  void begin() {
    super.begin();
    exist.options(EXIST.omittingEmptyDays());
  }
}
