package io.existgraph.web;

import java.time.Duration;

/// How large a body and an answer may be, in bytes, how long a body may take to arrive, and how
/// many operations run at once.
public record HttpLimits(int body, Duration arrival, int response, int operations) {}
