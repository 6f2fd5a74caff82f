package io.existgraph.plan;

import io.existgraph.model.AttributeName;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.RowsQuery.Template;
import io.existgraph.upstream.Span;
import io.existgraph.upstream.UserRef;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the selected fields of some attributes need.
final class AttributeNeeds {
  private static final Set<String> BROUGHT =
      Set.of("id", "__typename", "name", "label", "priority");

  private final UserRef user;
  private final Names names;
  private final Set<Need> needs;

  AttributeNeeds(UserRef user, Names names, Set<Need> needs) {
    this.user = user;
    this.names = names;
    this.needs = needs;
  }

  /// The attributes themselves. One that is asked for by name need not be looked up when Exist is
  /// asked about it anyway: the answer tells whether there is one.
  void of(List<Selection> fields) {
    Set<Need> own = new LinkedHashSet<>();
    AttributeNeeds inner = new AttributeNeeds(user, names, own);
    fields.stream().filter(it -> !it.isRefused()).forEach(inner::field);
    boolean isAskedAbout =
        own.stream()
            .anyMatch(
                it ->
                    it instanceof Need.Values
                        || it instanceof Need.RowsOfEach
                        || it instanceof Need.Pairs);
    if (!(names instanceof Names.One
        && (isAskedAbout || fields.stream().anyMatch(Selection::isRefused)))) {
      inner.metadata();
    }
    needs.addAll(own);
  }

  private void field(Selection field) {
    Arguments arguments = new Arguments(field.arguments());
    switch (field.name()) {
      case "id", "name", "__typename" -> {}
      case "unit" -> type();
      case "value", "today" -> values(field, Span.TODAY);
      case "values" -> values(field, arguments.span());
      case "average" -> {
        needs.add(new Need.Averages(user));
        ofAverage(field.children());
      }
      case "averages" -> {
        rows(arguments.rowsOfEach(Template.Of.AVERAGES, field.selects("totalCount")));
        Planner.below(field, "nodes").forEach(it -> ofAverage(it.children()));
        Planner.below(field, "edges", "node").forEach(it -> ofAverage(it.children()));
      }
      case "insights" -> insights(field, arguments);
      case "correlations" -> correlations(field, arguments);
      case "correlation" -> correlation(field);
      case "goal" -> goal(field);
      case "availableServices" -> services();
      case "group" -> group(field);
      default -> metadata();
    }
  }

  private void metadata() {
    if (!(names instanceof Names.Owned)) {
      needs.add(new Need.Attributes(user, names));
    }
  }

  /// What is owned brings them along.
  private void services() {
    if (!(names instanceof Names.Owned)) {
      needs.add(new Need.Services(user));
      metadata();
    }
  }

  /// Documented attributes have types and units that need no asking.
  private void type() {
    if (!Units.isDocumented(names)) {
      metadata();
    }
  }

  private void values(Selection field, Span span) {
    needs.add(new Need.Values(user, names, span));
    if (span.endsToday()) {
      needs.add(new Need.Identity(user));
    }
    type();
    formatted(field.children());
  }

  void ofDay(List<Selection> fields, LocalDate day) {
    needs.add(new Need.Values(user, names, Span.of(day)));
    type();
    formatted(fields);
  }

  /// A value that is known, but not how to tell it.
  void ofKnownValue(List<Selection> fields) {
    formatted(fields);
  }

  private void formatted(List<Selection> fields) {
    boolean isByPreference =
        fields.stream()
            .anyMatch(it -> it.name().equals("formatted") && it.arguments().get("units") == null);
    if (isByPreference && Units.mayBeImperial(names)) {
      needs.add(new Need.Identity(user));
    }
  }

  void rows(Template template) {
    needs.add(new Need.RowsOfEach(user, names, template));
    boolean hasDates = template.from() != null || template.to() != null;
    if (hasDates && template.of() == Template.Of.INSIGHTS) {
      needs.add(new Need.Identity(user)); // they are local dates of a moment
    }
  }

  void ofAverage(List<Selection> fields) {
    formatted(fields);
    if (fields.stream().anyMatch(it -> it.name().equals("formatted"))) {
      type();
    }
    fields.stream()
        .filter(it -> it.name().equals("attribute"))
        .forEach(
            it -> {
              metadata();
              of(it.children());
            });
  }

  private void insights(Selection field, Arguments arguments) {
    rows(arguments.rowsOfEach(Template.Of.INSIGHTS, field.selects("totalCount")));
    ofInsightRows(field);
  }

  void ofInsightRows(Selection connection) {
    Planner.below(connection, "nodes").forEach(it -> ofInsights(it.children()));
    Planner.below(connection, "edges", "node").forEach(it -> ofInsights(it.children()));
  }

  /// An insight brings its attribute along; only what is more than that must be asked for.
  void ofInsights(List<Selection> fields) {
    fields.stream()
        .filter(it -> it.name().equals("type"))
        .flatMap(it -> Planner.below(it, "attribute").stream())
        .map(it -> it.children().stream().filter(AttributeNeeds::isNotBrought).toList())
        .filter(it -> !it.isEmpty())
        .forEach(this::of);
  }

  private static boolean isNotBrought(Selection field) {
    return !BROUGHT.contains(field.name())
        && !(field.name().equals("group") && !field.selects("attributes"));
  }

  private void correlations(Selection field, Arguments arguments) {
    Template template = arguments.rowsOfEach(Template.Of.CORRELATIONS, field.selects("totalCount"));
    rows(template);
    Planner.below(field, "nodes").forEach(it -> related(it.children(), template));
    Planner.below(field, "edges", "node").forEach(it -> related(it.children(), template));
  }

  private void correlation(Selection field) {
    String with = String.valueOf(new Arguments(field.arguments()).text("with"));
    if (AttributeName.isName(with)) {
      AttributeName other = new AttributeName(with);
      needs.add(new Need.Pairs(user, names, other));
      ofRelated(field.children(), new Names.One(other));
    }
  }

  void ofCorrelation(List<Selection> fields, Template template) {
    rows(template);
    related(fields, template);
  }

  private void related(List<Selection> fields, Template template) {
    boolean isNested = names instanceof Names.InRows || names instanceof Names.InRowsOf;
    ofRelated(fields, isNested ? Names.all() : new Names.InRowsOf(names, template));
  }

  private void ofRelated(List<Selection> fields, Names others) {
    for (Selection field : fields) {
      if (field.name().equals("attribute")) {
        of(field.children());
      } else if (field.name().equals("attribute2")) {
        new AttributeNeeds(user, others, needs).of(field.children());
      }
    }
  }

  /// Rows of a list over all attributes, whose both attributes are among these.
  void ofCorrelations(Selection connection) {
    Planner.below(connection, "nodes").forEach(it -> ofRelated(it.children(), names));
    Planner.below(connection, "edges", "node").forEach(it -> ofRelated(it.children(), names));
  }

  private void goal(Selection field) {
    needs.add(new Need.Goals(user, names));
    needs.add(new Need.Identity(user));
    metadata();
    formatted(field.children());
  }

  private void group(Selection field) {
    metadata();
    for (Selection attributes : Planner.below(field, "attributes")) {
      new AttributeNeeds(user, new Names.BesideOf(names), needs).of(attributes.children());
    }
  }
}
