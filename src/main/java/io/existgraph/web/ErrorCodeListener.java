package io.existgraph.web;

/// A listener to the code of each error in a response.
@FunctionalInterface
public interface ErrorCodeListener {
  void refused(String code);
}
