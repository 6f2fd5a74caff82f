package io.existgraph.operation.planning;

import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// What the selected fields of a user need.
public final class UserLookAhead {
  /// The group that tags are in.
  public static final String TAGS = "custom";

  /// What nobody is told of others: for these alone nobody is asked.
  private static final Set<String> OF_CALLER =
      Set.of("averages", "insights", "correlations", "tags");

  private final UserRef user;
  private final Set<LoadKey> needs;

  UserLookAhead(UserRef user, Set<LoadKey> needs) {
    this.user = user;
    this.needs = needs;
  }

  void of(List<FieldSelection> fields) {
    if (!user.isSelf() && !fields.stream().allMatch(it -> OF_CALLER.contains(it.name()))) {
      needs.add(new LoadKey.Identity(user)); // whether there is such a user at all
    }
    fields.stream().filter(it -> !it.isRefused()).forEach(this::field);
  }

  private void field(FieldSelection field) {
    FieldArguments arguments = new FieldArguments(field.arguments());
    if (arguments.matchNothing()) {
      return;
    }
    switch (field.name()) {
      case "id", "__typename" -> {}
      case "groups" -> groups(field, new AttributeSelector.Among(null, arguments.names("names")));
      case "attributes" ->
          attributes(
              field, LookAhead.oneOrAmong(arguments.names("names"), arguments.names("groups")));
      case "attribute" -> {
        Set<String> name = Set.of(String.valueOf(arguments.text("name")));
        attributes(field, LookAhead.oneOrAmong(name, null));
      }
      case "averages" -> averages(field, arguments);
      case "insights" -> insights(field, arguments);
      case "correlations" -> correlations(field, arguments);
      case "tags" -> tags(field, arguments);
      default -> needs.add(new LoadKey.Identity(user));
    }
  }

  private void groups(FieldSelection field, AttributeSelector names) {
    needs.add(new LoadKey.Attributes(user, names));
    for (FieldSelection attributes : LookAhead.below(field, "attributes")) {
      new AttributeLookAhead(user, names, needs).of(attributes.children());
    }
  }

  private void attributes(FieldSelection field, AttributeSelector names) {
    new AttributeLookAhead(user, names, needs).of(field.children());
  }

  private void averages(FieldSelection field, FieldArguments arguments) {
    needs.add(new LoadKey.Averages(user));
    AttributeSelector names = new AttributeSelector.Among(arguments.names("names"), null);
    new AttributeLookAhead(user, names, needs).ofAverage(field.children());
  }

  private void correlations(FieldSelection field, FieldArguments arguments) {
    ListQuery<?> query = arguments.batch(field.selects("totalCount"));
    needs.add(new LoadKey.Rows(user, query));
    new AttributeLookAhead(user, new AttributeSelector.InRows(query), needs).ofCorrelations(field);
  }

  /// Tags are attributes of their own; which of them were used, their values tell.
  private void tags(FieldSelection field, FieldArguments arguments) {
    LocalDate date = arguments.date("date");
    AttributeSelector tags = new AttributeSelector.Among(null, Set.of(TAGS));
    needs.add(new LoadKey.Values(user, tags, date == null ? DateRange.TODAY : DateRange.of(date)));
    needs.add(new LoadKey.Attributes(user, tags));
    if (date == null) {
      needs.add(new LoadKey.Identity(user));
    }
    new AttributeLookAhead(user, tags, needs).of(field.children());
  }

  private void insights(FieldSelection field, FieldArguments arguments) {
    ListQuery<?> query = arguments.insights(field.selects("totalCount"));
    needs.add(new LoadKey.Rows(user, query));
    if (query.isFiltered()) {
      needs.add(new LoadKey.Identity(user)); // dates are local
    }
    AttributeLookAhead about =
        new AttributeLookAhead(user, new AttributeSelector.InRows(query), needs);
    about.ofInsightRows(field);
  }
}
