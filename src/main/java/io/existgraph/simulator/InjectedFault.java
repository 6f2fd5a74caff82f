package io.existgraph.simulator;

import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/// A fault of the simulator, for tests of failure handling.
public sealed interface InjectedFault {

  /// Sends this response. The request is neither executed nor counted against the rate limit.
  record FixedResponse(int status, String contentType, String body, Map<String, String> headers)
      implements InjectedFault {}

  /// Executes the request at once and delays the response, by the real clock.
  record DelayedResponse(Duration by) implements InjectedFault {}

  /// Executes the request at once and holds the response until the signal.
  record HeldResponse(Mono<?> until) implements InjectedFault {}

  /// Closes the connection without a response, before or after executing the request.
  record ClosedConnection(boolean executed) implements InjectedFault {}

  /// Executes the request, sends half of the announced body and closes the connection.
  record TruncatedBody() implements InjectedFault {}

  static InjectedFault json(int status, String body) {
    return new FixedResponse(status, "application/json", body, Map.of());
  }

  /// The error page of a reverse proxy.
  static InjectedFault html(int status) {
    String page = "<html><head><title>%d</title></head><body>nginx</body></html>".formatted(status);
    return new FixedResponse(status, "text/html", page, Map.of());
  }
}
