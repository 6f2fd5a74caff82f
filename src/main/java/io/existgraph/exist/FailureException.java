package io.existgraph.exist;

/// A failure on its way through code that returns something else. Has no stack trace: it is an
/// answer, not a defect.
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.getClass().getSimpleName(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
