package io.existgraph.web;

import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.Zstd;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.web.server.Compression;

/// The encoding of responses to an `Accept-Encoding`, where the header determines it.
enum AcceptedEncoding {
  IDENTITY,
  GZIP,
  /// Another encoding, or a list with weights or unknown names.
  OTHER;

  private static final Set<String> JSON =
      Set.of("application/json", "application/graphql-response+json");

  /// `harmless` are the encodings that the server does not prefer to gzip. Not `isKnown` where the
  /// settings make compression depend on more than these.
  record CompressionRules(Set<String> harmless, boolean isKnown) {
    static CompressionRules of(Compression settings) {
      boolean isOn = settings.getEnabled();
      Set<String> types = Set.copyOf(Arrays.asList(settings.getAllMimeTypes()));
      boolean isUsual = settings.getExcludedUserAgents() == null && types.containsAll(JSON);
      return new CompressionRules(
          Stream.of("gzip", "deflate", "br", "zstd", "compress")
              .filter(name -> !(name.equals("br") && Brotli.isAvailable()))
              .filter(name -> !(name.equals("zstd") && Zstd.isAvailable()))
              .collect(Collectors.toUnmodifiableSet()),
          isUsual || !isOn);
    }
  }

  static AcceptedEncoding of(String header, CompressionRules rules) {
    if (header.isEmpty() || header.equals("identity")) {
      return IDENTITY;
    }
    if (!rules.isKnown()) {
      return OTHER;
    }
    boolean hasGzip = false;
    int start = 0;
    while (start <= header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      String name = header.substring(start, end).strip();
      if (!rules.harmless().contains(name)) {
        return OTHER;
      }
      hasGzip |= name.equals("gzip");
      start = end + 1;
    }
    return hasGzip ? GZIP : OTHER;
  }
}
