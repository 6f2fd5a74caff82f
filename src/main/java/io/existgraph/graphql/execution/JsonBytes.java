package io.existgraph.graphql.execution;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The `data` of a response as JSON in UTF-8.
public final class JsonBytes {
  /// Set to true in the `GraphQLContext` of a request whose `data` may be a [JsonBytes] in place of
  /// a map.
  public static final String ACCEPTED = JsonBytes.class.getName() + ".accepted";

  private final byte[] buffer;
  private final int length;

  JsonBytes(byte[] buffer, int length) {
    this.buffer = buffer;
    this.length = length;
  }

  /// In bytes.
  public int length() {
    return length;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(buffer, 0, length);
  }

  @Override
  public String toString() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
