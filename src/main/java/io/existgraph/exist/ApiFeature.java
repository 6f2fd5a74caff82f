package io.existgraph.exist;

/// What not every version of the API can do.
public enum ApiFeature {
  /// Tell of users other than the caller.
  OTHERS,
  /// Tell the official attributes.
  TEMPLATES,
  /// Tell which services could write an attribute.
  SERVICES,
  /// Tell the week's correlations over all attributes.
  BATCH,
  /// Keep each tag as an attribute of its own.
  TAGS,
  /// Add to a value.
  INCREMENTS,
  /// Make new attributes.
  CREATION
}
