package io.existgraph;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// An analyzer that explains in one sentence why startup failed when a port is out of range or a
/// setting is invalid in a way that only shows in its use.
class ArgumentFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, IllegalArgumentException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.startsWith("exist.")) {
      return new FailureAnalysis(message + ".", null, failure);
    }
    return message.startsWith("port out of range:")
        ? new FailureAnalysis("server.port must be at most 65535.", null, failure)
        : null;
  }
}
