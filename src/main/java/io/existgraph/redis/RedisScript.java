package io.existgraph.redis;

import static java.util.regex.Matcher.quoteReplacement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A Lua script and its SHA-1, by which the server knows it.
///
/// A script that `publishes` receives the channel as `ARGV[1]` and the beginning of its message,
/// `<instance> <sequence>`, as `ARGV[2]`; its own arguments follow. It must publish exactly one
/// message on each path, since a missing sequence number means to the others that they have lost
/// something. A line `-- include name` stands for the text of `name.lua`.
public record RedisScript(String name, String source, String sha1, boolean publishes) {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include (\\S+)$");

  /// The script `name.lua` beside this class that publishes one message.
  public static RedisScript publishing(String name) {
    return load(name, true);
  }

  /// The script `name.lua` beside this class that publishes nothing.
  public static RedisScript silent(String name) {
    return load(name, false);
  }

  private static RedisScript load(String name, boolean publishes) {
    String source =
        INCLUDE.matcher(text(name)).replaceAll(line -> quoteReplacement(text(line.group(1))));
    return of(name, source, publishes);
  }

  private static String text(String name) {
    try (InputStream in = RedisScript.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalArgumentException("no script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RedisScript of(String name, String source, boolean publishes) {
    return new RedisScript(name, source, sha1(source), publishes);
  }

  private static String sha1(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
