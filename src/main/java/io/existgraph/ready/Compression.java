package io.existgraph.ready;

/// The minimum size of the bodies that the server compresses for clients that accept it.
public record Compression(long minBytes) {
  public static final Compression NONE = new Compression(Long.MAX_VALUE);

  boolean appliesTo(int length) {
    return length >= minBytes;
  }
}
