package io.existgraph.ratelimit;

/// The purpose of a request, which decides how much of the window it may use: refreshes four fifths
/// of what reads may, reads all but the write reserve, writes everything.
public enum RequestPriority {
  REFRESH,
  READ,
  WRITE
}
