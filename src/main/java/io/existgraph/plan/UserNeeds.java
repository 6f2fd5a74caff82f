package io.existgraph.plan;

import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.RowsQuery;
import io.existgraph.upstream.Span;
import io.existgraph.upstream.UserRef;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// What the selected fields of a user need.
public final class UserNeeds {
  /// The group that tags are in.
  public static final String TAGS = "custom";

  /// What nobody is told of others: for these alone nobody is asked.
  private static final Set<String> OF_CALLER =
      Set.of("averages", "insights", "correlations", "tags");

  private final UserRef user;
  private final Set<Need> needs;

  UserNeeds(UserRef user, Set<Need> needs) {
    this.user = user;
    this.needs = needs;
  }

  void of(List<Selection> fields) {
    if (!user.isSelf() && !fields.stream().allMatch(it -> OF_CALLER.contains(it.name()))) {
      needs.add(new Need.Identity(user)); // whether there is such a user at all
    }
    fields.stream().filter(it -> !it.isRefused()).forEach(this::field);
  }

  private void field(Selection field) {
    Arguments arguments = new Arguments(field.arguments());
    if (arguments.matchNothing()) {
      return;
    }
    switch (field.name()) {
      case "id", "__typename" -> {}
      case "groups" -> groups(field, new Names.Among(null, arguments.names("names")));
      case "attributes" ->
          attributes(
              field, Planner.oneOrAmong(arguments.names("names"), arguments.names("groups")));
      case "attribute" -> {
        Set<String> name = Set.of(String.valueOf(arguments.text("name")));
        attributes(field, Planner.oneOrAmong(name, null));
      }
      case "averages" -> averages(field, arguments);
      case "insights" -> insights(field, arguments);
      case "correlations" -> correlations(field, arguments);
      case "tags" -> tags(field, arguments);
      default -> needs.add(new Need.Identity(user));
    }
  }

  private void groups(Selection field, Names names) {
    needs.add(new Need.Attributes(user, names));
    for (Selection attributes : Planner.below(field, "attributes")) {
      new AttributeNeeds(user, names, needs).of(attributes.children());
    }
  }

  private void attributes(Selection field, Names names) {
    new AttributeNeeds(user, names, needs).of(field.children());
  }

  private void averages(Selection field, Arguments arguments) {
    needs.add(new Need.Averages(user));
    Names names = new Names.Among(arguments.names("names"), null);
    new AttributeNeeds(user, names, needs).ofAverage(field.children());
  }

  private void correlations(Selection field, Arguments arguments) {
    RowsQuery<?> query = arguments.batch(field.selects("totalCount"));
    needs.add(new Need.Rows(user, query));
    new AttributeNeeds(user, new Names.InRows(query), needs).ofCorrelations(field);
  }

  /// Tags are attributes of their own; which of them were used, their values tell.
  private void tags(Selection field, Arguments arguments) {
    LocalDate date = arguments.date("date");
    Names tags = new Names.Among(null, Set.of(TAGS));
    needs.add(new Need.Values(user, tags, date == null ? Span.TODAY : Span.of(date)));
    needs.add(new Need.Attributes(user, tags));
    if (date == null) {
      needs.add(new Need.Identity(user));
    }
    new AttributeNeeds(user, tags, needs).of(field.children());
  }

  private void insights(Selection field, Arguments arguments) {
    RowsQuery<?> query = arguments.insights(field.selects("totalCount"));
    needs.add(new Need.Rows(user, query));
    if (query.isFiltered()) {
      needs.add(new Need.Identity(user)); // dates are local
    }
    AttributeNeeds about = new AttributeNeeds(user, new Names.InRows(query), needs);
    about.ofInsightRows(field);
  }
}
