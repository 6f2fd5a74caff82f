package io.existgraph.exist;

/// An exception that carries a [Failure]. Has no stack trace: it is a result, not a defect.
public class FailureException extends RuntimeException {
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
