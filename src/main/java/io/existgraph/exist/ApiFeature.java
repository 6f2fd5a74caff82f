package io.existgraph.exist;

/// A feature that not every version of the API has.
public enum ApiFeature {
  /// Data of users other than the caller.
  OTHERS,
  /// The list of official attributes.
  TEMPLATES,
  /// The services that could write an attribute.
  SERVICES,
  /// The week's correlations over all attributes.
  BATCH,
  /// An attribute of its own for each tag.
  TAGS,
  /// A list of attributes that are not tracked any more.
  INACTIVE,
  /// Increments of values.
  INCREMENTS,
  /// Creation of attributes.
  CREATION
}
