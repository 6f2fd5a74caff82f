package io.existgraph.credential;

/// Who makes a request: the credential as it was sent, and the identity that everything is keyed
/// by, computed once for each request.
public record Caller(Credential credential, CallerId id) {
  public static Caller of(Credential credential) {
    return new Caller(credential, credential.callerId());
  }
}
