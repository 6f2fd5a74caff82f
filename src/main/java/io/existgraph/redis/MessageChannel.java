package io.existgraph.redis;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages between instances, over Redis Pub/Sub. Messages carry a sequence number of their
/// instance, and each instance publishes a heartbeat every [RedisConnection#TICK]. Messages count
/// as lost if the instance's own heartbeat does not return within [RedisTimeouts#heartbeat], after
/// a gap in an instance's numbers, and after a new subscription.
public final class MessageChannel {
  private static final Logger LOG = LoggerFactory.getLogger(MessageChannel.class);
  private static final String HEARTBEAT = "beat";
  private static final String LEAVING = "bye";

  private final String instance;
  private final Duration maxHeartbeatAge;
  private final LongSupplier ticker;
  private final RedisListener listener;
  private final List<MessageListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong sequence = new AtomicLong();
  private final AtomicLong continuity = new AtomicLong();
  private final RemoteInstances peers = new RemoteInstances();
  private volatile long heartbeatSentAt; // of the last one that came back
  private volatile long lostAt;
  private volatile boolean isHeard;
  private final MessageGaps gaps = new MessageGaps();

  MessageChannel(
      String instance, Duration maxHeartbeatAge, LongSupplier ticker, RedisListener listener) {
    this.instance = instance;
    this.maxHeartbeatAge = maxHeartbeatAge;
    this.ticker = ticker;
    this.listener = listener;
    heartbeatSentAt = ticker.getAsLong();
    lostAt = heartbeatSentAt;
    gaps.add(lostAt - RemoteInstances.MAX_MEMORY.toNanos(), lostAt);
  }

  /// Adds a receiver.
  public void listen(MessageListener added) {
    listeners.add(added);
  }

  /// The name of this instance, new with each start.
  public String instance() {
    return instance;
  }

  /// Whether all messages up to about a heartbeat ago have been received.
  public boolean isCurrent() {
    return isHeard && ticker.getAsLong() - heartbeatSentAt <= maxHeartbeatAge.toNanos();
  }

  /// A number that changes whenever messages may have been lost. What was verified under another
  /// number must be verified again.
  public long continuity() {
    return continuity.get();
  }

  /// The number of instances, this one included, that were heard of within ten seconds, or before
  /// the outage began.
  public int instances() {
    return 1 + peers.count(reference());
  }

  private long reference() {
    return isCurrent() ? ticker.getAsLong() : heartbeatSentAt;
  }

  /// The other instances that were heard of within that time, or before the outage began, and have
  /// not left.
  Set<String> remembered(Duration memory) {
    return peers.heardSince(reference() - memory.toNanos());
  }

  /// The other instances that were heard of within ten seconds.
  Set<String> others() {
    return peers.heardSince(reference() - RemoteInstance.MAX_SILENCE.toNanos());
  }

  /// Since when, on the ticker, messages may have been lost, of those that were published within
  /// that time; now where none were.
  long missingSince(Duration memory) {
    return gaps.firstWithin(memory, ticker.getAsLong());
  }

  /// The other instances that may have heard what this one has missed of those messages.
  Set<String> witnesses(Duration memory) {
    return peers.witnesses(missingSince(memory) - RemoteInstance.MAX_SILENCE.toNanos(), lostAt);
  }

  /// How long no messages have been lost.
  Duration continuousFor() {
    return Duration.ofNanos(ticker.getAsLong() - lostAt);
  }

  /// How long nothing has been heard.
  Duration silence() {
    return Duration.ofNanos(ticker.getAsLong() - heartbeatSentAt);
  }

  /// The number of messages that were sent so far.
  long sent() {
    return sequence.get();
  }

  /// Whether the messages of the other up to that number have been received, or given up.
  boolean hasHeard(MessageChannel other, long number) {
    return peers.hasHeard(other.instance, number);
  }

  /// The beginning of a message that a script publishes.
  String header() {
    return Message.header(instance, sequence.incrementAndGet());
  }

  Message message(String kind, String... words) {
    return new Message(instance, sequence.incrementAndGet(), kind, List.of(words));
  }

  Message heartbeat() {
    return message(HEARTBEAT, Long.toString(ticker.getAsLong()));
  }

  Message leaving() {
    return message(LEAVING);
  }

  /// Records that a subscription began: what was published before is lost.
  void subscribed() {
    isHeard = false;
    lose();
  }

  /// Records that the own heartbeat did not come back, once for each time.
  void checkHeartbeat() {
    if (isHeard && !isCurrent()) {
      isHeard = false;
      lose();
    }
  }

  private void lose() {
    lostAt = ticker.getAsLong();
    gaps.add(heartbeatSentAt, lostAt);
    continuity.incrementAndGet();
    listeners.forEach(MessageListener::lost);
  }

  void received(String line) {
    Message message = Message.parse(line);
    if (message == null) {
      return;
    }
    try {
      receive(message);
    } catch (RuntimeException e) { // of another release, or somebody else's
      LOG.warn("A message of instance {} could not be read: {}", message.instance(), e.toString());
      lose();
    }
  }

  private void receive(Message message) {
    boolean isHeartbeat = message.kind().equals(HEARTBEAT);
    if (message.instance().equals(instance)) {
      if (isHeartbeat) {
        heartbeatHeard(message.number(0));
      }
    } else if (message.kind().equals(LEAVING)) {
      peers.left(message.instance());
    } else if (peers.heard(message, isHeartbeat, ticker.getAsLong())) {
      lose();
    }
    if (!isHeartbeat) {
      listeners.forEach(receiver -> receiver.received(message));
    }
  }

  private void heartbeatHeard(long sentAt) {
    heartbeatSentAt = sentAt;
    isHeard = true;
    listener.heartbeatHeard(Duration.ofNanos(ticker.getAsLong() - sentAt));
  }
}
