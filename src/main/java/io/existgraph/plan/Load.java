package io.existgraph.plan;

import io.existgraph.caller.CallerId;
import io.existgraph.upstream.Facts;
import java.util.List;

/// The room that one operation takes: as much as its answer may need by what is known so far, until
/// it is done.
public final class Load {
  private final Room room;
  private final CallerId caller;
  private final List<? extends Selection> roots;
  private long held;
  private boolean isOver;

  public Load(Room room, CallerId caller, List<? extends Selection> roots) {
    this.room = room;
    this.caller = caller;
    this.roots = roots;
  }

  /// Takes the room that is still wanting. Fails when the operation is too large, or there is none.
  synchronized void grow(Facts facts) {
    long values = new Volume(caller, facts).of(roots);
    room.check(values);
    if (values > held && !isOver) {
      room.take(values - held);
      held = values;
    }
  }

  public synchronized void end() {
    room.giveBack(held);
    held = 0;
    isOver = true;
  }
}
