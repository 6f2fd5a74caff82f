package io.existgraph.web;

/// Hears the code of each error that is told to a client.
@FunctionalInterface
public interface ErrorListener {
  void refused(String code);
}
