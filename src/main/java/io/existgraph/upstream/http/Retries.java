package io.existgraph.upstream.http;

/// How many reads may be tried again: one to ten exchanges, and a few at first. So an Exist that
/// fails everybody is not asked twice as often.
final class Retries {
  private static final int EXCHANGES_FOR_ONE = 10;
  private static final int MOST = 10 * EXCHANGES_FOR_ONE;

  private int saved = MOST;

  synchronized void earn() {
    saved = Math.min(MOST, saved + 1);
  }

  synchronized boolean take() {
    boolean isThere = saved >= EXCHANGES_FOR_ONE;
    saved -= isThere ? EXCHANGES_FOR_ONE : 0;
    return isThere;
  }
}
