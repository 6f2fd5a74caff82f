package io.existgraph.ratelimit;

/// The purpose of a request, which decides how much of the window it may use: refreshes four fifths
/// of what reads may, reads all but the write reserve, writes and what is read to judge them
/// everything.
public enum RequestPriority {
  REFRESH,
  READ,
  READ_BEFORE_WRITE,
  WRITE
}
