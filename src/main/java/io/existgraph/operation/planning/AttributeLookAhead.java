package io.existgraph.operation.planning;

import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery.Template;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.AttributeName;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the selected fields of some attributes need.
final class AttributeLookAhead {
  private static final Set<String> BROUGHT =
      Set.of("id", "__typename", "name", "label", "priority");

  private final UserRef user;
  private final AttributeSelector names;
  private final Set<LoadKey> needs;

  AttributeLookAhead(UserRef user, AttributeSelector names, Set<LoadKey> needs) {
    this.user = user;
    this.names = names;
    this.needs = needs;
  }

  /// The attributes themselves. One that is asked for by name need not be looked up when Exist is
  /// asked about it anyway: the answer tells whether there is one.
  void of(List<FieldSelection> fields) {
    Set<LoadKey> own = new LinkedHashSet<>();
    AttributeLookAhead inner = new AttributeLookAhead(user, names, own);
    fields.stream().filter(it -> !it.isRefused()).forEach(inner::field);
    boolean isAskedAbout =
        own.stream()
            .anyMatch(
                it ->
                    it instanceof LoadKey.Values
                        || it instanceof LoadKey.RowsOfEach
                        || it instanceof LoadKey.Pairs);
    if (!(names instanceof AttributeSelector.One
        && (isAskedAbout || fields.stream().anyMatch(FieldSelection::isRefused)))) {
      inner.metadata();
    }
    needs.addAll(own);
  }

  private void field(FieldSelection field) {
    FieldArguments arguments = new FieldArguments(field.arguments());
    switch (field.name()) {
      case "id", "name", "__typename" -> {}
      case "unit" -> type();
      case "value", "today" -> values(field, DateRange.TODAY);
      case "values" -> values(field, arguments.span());
      case "average" -> {
        needs.add(new LoadKey.Averages(user));
        ofAverage(field.children());
      }
      case "averages" -> {
        rows(arguments.rowsOfEach(Template.Of.AVERAGES, field.selects("totalCount")));
        LookAhead.below(field, "nodes").forEach(it -> ofAverage(it.children()));
        LookAhead.below(field, "edges", "node").forEach(it -> ofAverage(it.children()));
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
    if (!(names instanceof AttributeSelector.Owned)) {
      needs.add(new LoadKey.Attributes(user, names));
    }
  }

  /// What is owned brings them along.
  private void services() {
    if (!(names instanceof AttributeSelector.Owned)) {
      needs.add(new LoadKey.Services(user));
      metadata();
    }
  }

  /// Documented attributes have types and units that need no asking.
  private void type() {
    if (!SelectorUnits.isDocumented(names)) {
      metadata();
    }
  }

  private void values(FieldSelection field, DateRange span) {
    needs.add(new LoadKey.Values(user, names, span));
    if (span.endsToday()) {
      needs.add(new LoadKey.Identity(user));
    }
    type();
    formatted(field.children());
  }

  void ofDay(List<FieldSelection> fields, LocalDate day) {
    needs.add(new LoadKey.Values(user, names, DateRange.of(day)));
    type();
    formatted(fields);
  }

  /// A value that is known, but not how to tell it.
  void ofKnownValue(List<FieldSelection> fields) {
    formatted(fields);
  }

  private void formatted(List<FieldSelection> fields) {
    boolean isByPreference =
        fields.stream()
            .anyMatch(it -> it.name().equals("formatted") && it.arguments().get("units") == null);
    if (isByPreference && SelectorUnits.mayBeImperial(names)) {
      needs.add(new LoadKey.Identity(user));
    }
  }

  void rows(Template template) {
    needs.add(new LoadKey.RowsOfEach(user, names, template));
    boolean hasDates = template.from() != null || template.to() != null;
    if (hasDates && template.of() == Template.Of.INSIGHTS) {
      needs.add(new LoadKey.Identity(user)); // they are local dates of a moment
    }
  }

  void ofAverage(List<FieldSelection> fields) {
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

  private void insights(FieldSelection field, FieldArguments arguments) {
    rows(arguments.rowsOfEach(Template.Of.INSIGHTS, field.selects("totalCount")));
    ofInsightRows(field);
  }

  void ofInsightRows(FieldSelection connection) {
    LookAhead.below(connection, "nodes").forEach(it -> ofInsights(it.children()));
    LookAhead.below(connection, "edges", "node").forEach(it -> ofInsights(it.children()));
  }

  /// An insight brings its attribute along; only what is more than that must be asked for.
  void ofInsights(List<FieldSelection> fields) {
    fields.stream()
        .filter(it -> it.name().equals("type"))
        .flatMap(it -> LookAhead.below(it, "attribute").stream())
        .map(it -> it.children().stream().filter(AttributeLookAhead::isNotBrought).toList())
        .filter(it -> !it.isEmpty())
        .forEach(this::of);
  }

  private static boolean isNotBrought(FieldSelection field) {
    return !BROUGHT.contains(field.name())
        && !(field.name().equals("group") && !field.selects("attributes"));
  }

  private void correlations(FieldSelection field, FieldArguments arguments) {
    Template template = arguments.rowsOfEach(Template.Of.CORRELATIONS, field.selects("totalCount"));
    rows(template);
    LookAhead.below(field, "nodes").forEach(it -> related(it.children(), template));
    LookAhead.below(field, "edges", "node").forEach(it -> related(it.children(), template));
  }

  private void correlation(FieldSelection field) {
    String with = String.valueOf(new FieldArguments(field.arguments()).text("with"));
    if (AttributeName.isName(with)) {
      AttributeName other = new AttributeName(with);
      needs.add(new LoadKey.Pairs(user, names, other));
      ofRelated(field.children(), new AttributeSelector.One(other));
    }
  }

  void ofCorrelation(List<FieldSelection> fields, Template template) {
    rows(template);
    related(fields, template);
  }

  private void related(List<FieldSelection> fields, Template template) {
    boolean isNested =
        names instanceof AttributeSelector.InRows || names instanceof AttributeSelector.InRowsOf;
    ofRelated(
        fields,
        isNested ? AttributeSelector.all() : new AttributeSelector.InRowsOf(names, template));
  }

  private void ofRelated(List<FieldSelection> fields, AttributeSelector others) {
    for (FieldSelection field : fields) {
      if (field.name().equals("attribute")) {
        of(field.children());
      } else if (field.name().equals("attribute2")) {
        new AttributeLookAhead(user, others, needs).of(field.children());
      }
    }
  }

  /// Rows of a list over all attributes, whose both attributes are among these.
  void ofCorrelations(FieldSelection connection) {
    LookAhead.below(connection, "nodes").forEach(it -> ofRelated(it.children(), names));
    LookAhead.below(connection, "edges", "node").forEach(it -> ofRelated(it.children(), names));
  }

  private void goal(FieldSelection field) {
    needs.add(new LoadKey.Goals(user, names));
    needs.add(new LoadKey.Identity(user));
    metadata();
    formatted(field.children());
  }

  private void group(FieldSelection field) {
    metadata();
    for (FieldSelection attributes : LookAhead.below(field, "attributes")) {
      new AttributeLookAhead(user, new AttributeSelector.BesideOf(names), needs)
          .of(attributes.children());
    }
  }
}
