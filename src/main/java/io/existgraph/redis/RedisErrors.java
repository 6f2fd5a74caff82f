package io.existgraph.redis;

import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The descriptions of failures that may be logged.
final class RedisErrors {
  private static final Pattern CODE = Pattern.compile("([A-Z]{3,}) ");

  private RedisErrors() {}

  /// The class of the failure and the code of an error reply, such as `OOM`, without its text.
  static String reason(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
    String name = cause.getClass().getSimpleName();
    return code.lookingAt() ? name + " " + code.group(1) : name;
  }
}
