package io.existgraph;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The same over API v2, against a plain reader of v1: both return the same data.
@OverV2
@Execution(ExecutionMode.CONCURRENT) // has an application context of its own
@ResourceLock("PlanPropertyV2Test") // its tests run one after the other
@Order(11)
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
