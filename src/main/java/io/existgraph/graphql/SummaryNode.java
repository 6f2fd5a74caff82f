package io.existgraph.graphql;

import io.existgraph.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/// The statistics of an attribute's days, and the days with the least and the greatest number.
record SummaryNode(
    Statistics statistics, @Nullable DailyValueNode min, @Nullable DailyValueNode max) {}
