package io.existgraph.exist.http;

/// How many reads may be tried once more: a tenth of all calls, and a few at first, so that an
/// Exist that fails altogether is not asked twice as much.
final class RetryBudget {
  private static final int PER_CALL = 1;
  private static final int PRICE = 10;
  private static final int MOST_SAVED = 10 * PRICE;

  private int saved = MOST_SAVED;

  synchronized void called() {
    saved = Math.min(MOST_SAVED, saved + PER_CALL);
  }

  synchronized boolean take() {
    if (saved < PRICE) {
      return false;
    }
    saved -= PRICE;
    return true;
  }
}
