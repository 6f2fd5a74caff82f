package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A reserved upstream request of a caller, which travels with the request and ends once: committed
/// if it was or may have been sent, else released. Only the first call has an effect.
public final class ReservedRequest {
  /// What a limiter does when one of its requests ends.
  public interface EndListener {
    void committed(Duration lingering);

    void released();
  }

  private final CallerId caller;
  private final EndListener ending;
  private final AtomicBoolean isEnded = new AtomicBoolean();

  public ReservedRequest(CallerId caller, EndListener ending) {
    this.caller = caller;
    this.ending = ending;
  }

  public CallerId caller() {
    return caller;
  }

  /// Ends the request after it was sent, whatever its outcome. `lingering` is how much later than
  /// now Exist may still count it: zero when it was answered.
  public void commit(Duration lingering) {
    if (isEnded.compareAndSet(false, true)) {
      ending.committed(lingering);
    }
  }

  /// Returns a request that was not needed or not sent.
  public void release() {
    if (isEnded.compareAndSet(false, true)) {
      ending.released();
    }
  }
}
