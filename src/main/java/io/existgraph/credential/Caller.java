package io.existgraph.credential;

/// The caller of a request: the credential as it was sent, and the identity that everything is
/// keyed by, computed once for each request.
public record Caller(Credential credential, CallerId id) {
  public static Caller of(Credential credential) {
    return new Caller(credential, credential.callerId());
  }
}
