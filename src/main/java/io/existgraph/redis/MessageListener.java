package io.existgraph.redis;

/// A receiver of messages. It is called on the thread that reads from Redis and must not block.
public interface MessageListener {
  /// A message of any instance, this one included.
  void received(Message message);

  /// Messages may have been lost: whatever rests on having heard all of them must be verified.
  default void lost() {}
}
