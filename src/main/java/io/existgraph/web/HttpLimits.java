package io.existgraph.web;

import java.time.Duration;

/// The limits of HTTP: the sizes of request and response bodies in bytes, the time in which a body
/// must arrive, and the number of concurrent operations.
public record HttpLimits(int body, Duration arrival, int response, int operations) {}
