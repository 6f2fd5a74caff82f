package io.existgraph;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Tells of a start that a port prevents which there is not, or something that a setting of ours
/// leads to, in one sentence.
class ArgumentFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, IllegalArgumentException cause) {
    String told = String.valueOf(cause.getMessage());
    if (told.startsWith("exist.")) {
      return new FailureAnalysis(told + ".", null, failure);
    }
    return told.startsWith("port out of range:")
        ? new FailureAnalysis("server.port must be at most 65535.", null, failure)
        : null;
  }
}
