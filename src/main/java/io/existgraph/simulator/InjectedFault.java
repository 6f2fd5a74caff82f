package io.existgraph.simulator;

import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Something that goes wrong with a request.
public sealed interface InjectedFault {

  /// Answers that instead; the request is not carried out and not counted against the limit.
  record Answer(int status, String contentType, String body, Map<String, String> headers)
      implements InjectedFault {}

  /// Carries the request out at once but answers so much later, by the real clock.
  record Delay(Duration by) implements InjectedFault {}

  /// Carries the request out at once but answers only when told to.
  record Hold(Mono<?> until) implements InjectedFault {}

  /// Closes the connection instead of an answer, before or after the request is carried out.
  record HangUp(boolean carriedOut) implements InjectedFault {}

  /// Carries the request out, announces the whole answer and closes the connection half way.
  record Truncate() implements InjectedFault {}

  static InjectedFault json(int status, String body) {
    return new Answer(status, "application/json", body, Map.of());
  }

  /// The error page of a proxy in front of Exist.
  static InjectedFault html(int status) {
    String page = "<html><head><title>%d</title></head><body>nginx</body></html>".formatted(status);
    return new Answer(status, "text/html", page, Map.of());
  }
}
