package io.existgraph.redis;

/// Whether Exist has accepted the credential of an hour: since the last pause, and at all. Not
/// thread-safe.
final class HourAcceptance {
  private boolean isAccepted;
  private boolean wasAccepted;
  private boolean isStranger;

  /// Records an acceptance; returns whether it is the first one, or the first after a pause.
  boolean accepted() {
    boolean isNew = !isAccepted;
    isAccepted = true;
    wasAccepted = true;
    return isNew;
  }

  void paused() {
    isAccepted = false;
  }

  /// Records a 401; returns whether it is the first one of a credential that was never accepted.
  boolean becomesStranger() {
    boolean isFirst = !wasAccepted && !isStranger;
    isStranger = true;
    return isFirst;
  }

  boolean wasAccepted() {
    return wasAccepted;
  }
}
