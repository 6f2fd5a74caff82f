package io.existgraph.ready;

/// Which bodies the server compresses for clients that accept it: those of at least so many bytes.
public record Compression(long minBytes) {
  public static final Compression NONE = new Compression(Long.MAX_VALUE);

  boolean appliesTo(int length) {
    return length >= minBytes;
  }
}
