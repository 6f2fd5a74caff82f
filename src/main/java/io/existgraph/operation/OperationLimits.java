package io.existgraph.operation;

import java.time.Duration;

/// The bounds of one operation: requests to Exist, items that are written, and time.
public record OperationLimits(int maxRequests, int maxItems, Duration maxDuration) {}
