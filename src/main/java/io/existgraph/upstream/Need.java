package io.existgraph.upstream;

import io.existgraph.model.AttributeName;

/// One thing that an operation needs to know. Independent of the API version that is asked.
public sealed interface Need {
  UserRef user();

  /// Who the user is, and so when their today is.
  record Identity(UserRef user) implements Need {}

  /// Which attributes the user has, and what they are.
  record Attributes(UserRef user, Names names) implements Need {}

  /// Which services could write the attributes.
  record Services(UserRef user) implements Need {}

  /// Their values on those days.
  record Values(UserRef user, Names names, Span span) implements Need {}

  /// The ends of their progress bars today: values of goal attributes, else weekday averages.
  record Goals(UserRef user, Names names) implements Need {}

  /// The latest averages of all attributes.
  record Averages(UserRef user) implements Need {}

  /// Rows of one of the caller's lists over all attributes.
  record Rows(UserRef user, RowsQuery<?> query) implements Need {}

  /// Rows of a list that each of these attributes has.
  record RowsOfEach(UserRef user, Names names, RowsQuery.Template template) implements Need {}

  /// The latest correlation of each of these attributes with that one.
  record Pairs(UserRef user, Names names, AttributeName with) implements Need {}

  /// What the calling service owns.
  record Owned(UserRef user) implements Need {}

  /// The official attributes.
  record Templates(UserRef user) implements Need {}
}
