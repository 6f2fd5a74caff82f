package io.existgraph.web;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/// The messages of a repeatable request, held until the last one has arrived. `start` is the time
/// of the first one in the nanoseconds of [System#nanoTime].
final class HeldRequest {
  private final HttpRequest head;
  private final RepeatableRequest request;
  private final long start;
  private final List<HttpObject> messages = new ArrayList<>();

  HeldRequest(HttpRequest head, RepeatableRequest request, long start) {
    this.head = head;
    this.request = request;
    this.start = start;
  }

  HttpRequest head() {
    return head;
  }

  RepeatableRequest request() {
    return request;
  }

  long start() {
    return start;
  }

  void add(HttpObject message) {
    messages.add(message);
  }

  /// All messages in their order, the head too. Whoever takes them releases them.
  List<HttpObject> messages() {
    return messages;
  }

  void release() {
    messages.forEach(ReferenceCountUtil::release);
  }

  byte[] body() {
    byte[] body = new byte[length()];
    int end = 0;
    for (HttpObject message : messages) {
      if (message instanceof HttpContent content) {
        ByteBuf bytes = content.content();
        bytes.getBytes(bytes.readerIndex(), body, end, bytes.readableBytes());
        end += bytes.readableBytes();
      }
    }
    return body;
  }

  private int length() {
    int length = 0;
    for (HttpObject message : messages) {
      length += message instanceof HttpContent content ? content.content().readableBytes() : 0;
    }
    return length;
  }
}
