package io.existgraph.exist.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/// The response that a connection waits for, collected as it arrives on the connection's event
/// loop. Its body has at most [#MAX_BODY] bytes.
final class PendingResponse {
  static final int MAX_BODY = 2 * 1024 * 1024;
  private static final int DEFAULT_LENGTH = 4 * 1024;
  private static final byte[] EMPTY = {};

  private final MonoSink<ReceivedResponse> receiver;
  private final ExchangeProgress progress;
  private @Nullable HttpResponse head;
  private byte[] body = EMPTY;
  private int length;
  private volatile boolean isCancelled;

  PendingResponse(MonoSink<ReceivedResponse> receiver, ExchangeProgress progress) {
    this.receiver = receiver;
    this.progress = progress;
    receiver.onCancel(() -> isCancelled = true);
  }

  void requestSent() {
    progress.requestSent();
  }

  void begin(HttpResponse started) {
    head = started;
    progress.responseStarted(started.status().code());
  }

  boolean hasBegun() {
    return head != null;
  }

  /// Whether the connection may carry another request after it.
  boolean isPersistent() {
    return head != null && HttpUtil.isKeepAlive(head);
  }

  /// Fails with a [TooLongFrameException] beyond the bound.
  void add(ByteBuf part) {
    int size = part.readableBytes();
    if (size > MAX_BODY - length) {
      throw new TooLongFrameException("a body of more than " + MAX_BODY + " bytes");
    }
    if (length + size > body.length) {
      int capacity =
          length == 0 ? Math.max(size, announced()) : Math.max(length + size, 2 * length);
      body = Arrays.copyOf(body, capacity);
    }
    part.readBytes(body, length, size);
    length += size;
  }

  /// The length that the head states, within reason.
  private int announced() {
    long stated = head == null ? 0 : HttpUtil.getContentLength(head, DEFAULT_LENGTH);
    return (int) Math.clamp(stated, 0, 16L * DEFAULT_LENGTH);
  }

  void complete() {
    receive(length == body.length ? body : Arrays.copyOf(body, length));
  }

  private void receive(byte[] whole) {
    if (head != null) {
      String retryAfter = head.headers().get(HttpHeaderNames.RETRY_AFTER);
      receiver.success(new ReceivedResponse(head.status().code(), retryAfter, whole));
    }
  }

  /// An unreadable body of a 5xx counts as empty: the status says all.
  void fail(Throwable cause) {
    if (head != null && head.status().code() >= 500) {
      receive(EMPTY);
    } else if (!isCancelled) { // else the error would be logged as dropped
      receiver.error(cause);
    }
  }
}
