package io.existgraph.exist.http;

/// A bound on retries: a tenth of all reads, and ten at first. Without it, every read would be sent
/// twice while Exist fails altogether, and so double its load when it can least bear it.
final class RetryBudget {
  private static final int DEPOSIT = 1;
  private static final int PRICE = 10;
  private static final int MAX_BALANCE = 10 * PRICE;

  private int balance = MAX_BALANCE;

  /// Adds the share of a retry that each read allows.
  synchronized void deposit() {
    balance = Math.min(MAX_BALANCE, balance + DEPOSIT);
  }

  /// Takes one retry, if there is one left.
  synchronized boolean tryWithdraw() {
    if (balance < PRICE) {
      return false;
    }
    balance -= PRICE;
    return true;
  }
}
