package io.existgraph.exist;

import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;

/// One thing that an operation needs to know. Independent of the API version that is asked.
public sealed interface LoadKey {
  UserRef user();

  /// Who the user is, and so when their today is.
  record Identity(UserRef user) implements LoadKey {}

  /// Which attributes the user has, and what they are.
  record Attributes(UserRef user, AttributeSelector names) implements LoadKey {}

  /// Which services could write the attributes.
  record Services(UserRef user) implements LoadKey {}

  /// Their values on those days.
  record Values(UserRef user, AttributeSelector names, DateRange span) implements LoadKey {}

  /// The ends of their progress bars today: values of goal attributes, else weekday averages.
  record Goals(UserRef user, AttributeSelector names) implements LoadKey {}

  /// The latest averages of all attributes.
  record Averages(UserRef user) implements LoadKey {}

  /// Rows of one of the caller's lists over all attributes.
  record Rows(UserRef user, ListQuery<?> query) implements LoadKey {}

  /// Rows of a list that each of these attributes has.
  record RowsOfEach(UserRef user, AttributeSelector names, ListQuery.Template template)
      implements LoadKey {}

  /// The latest correlation of each of these attributes with that one.
  record Pairs(UserRef user, AttributeSelector names, AttributeName with) implements LoadKey {}

  /// What the calling service owns.
  record Owned(UserRef user) implements LoadKey {}

  /// The official attributes.
  record Templates(UserRef user) implements LoadKey {}
}
