package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.TemplatesKey;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// The fields of templates, Exist's official attributes.
@Controller
class AttributeTemplateController {
  private static final int LOW_PRIORITY = 10;

  /// About as many as Exist has.
  private static final int EXPECTED_COUNT = 100;

  static void collect(CallerId caller, SelectedField field, KeyCollector keys) {
    keys.add(new TemplatesKey(UserRef.SELF));
    AttributeScope attributes = new AttributeScope(UserRef.SELF, AttributeSelector.all());
    field
        .below("group")
        .forEach(
            group -> AttributeGroupController.FIELDS.collect(attributes, group.children(), keys));
  }

  static long size(CallerId caller, SelectedField field, ResultSizes sizes) {
    return ResultSizes.times(EXPECTED_COUNT, FieldTables.objectSize(field.children()));
  }

  record AttributeTemplate(
      String name,
      String label,
      @Nullable AttributeGroupNode group,
      @Nullable Integer priority,
      ValueType valueType,
      @Nullable String unit) {
    static AttributeTemplate of(Attribute template, UserNode me) {
      Unit unit = Unit.of(template.name(), template.valueType());
      return new AttributeTemplate(
          template.name().value(),
          template.label(),
          template.group() == null
              ? null
              : new AttributeGroupNode(me, AttributeSelector.all(), template.group()),
          template.priority(),
          template.valueType(),
          unit == null ? null : unit.symbol(UnitSystem.METRIC));
    }
  }

  @QueryMapping
  CompletableFuture<List<AttributeTemplate>> attributeTemplates(
      DataFetchingEnvironment environment, GraphQLContext context) {
    Operation operation = Operation.in(context);
    RootFieldRequirements.check(environment, operation);
    SelectedField field = Operation.selected(environment);
    boolean isAll = Boolean.TRUE.equals(field.arguments().values().get("includeLowPriority"));
    var groups = new AttributeSelector.ByNamesAndGroups(null, field.arguments().names("groups"));
    return operation
        .loads()
        .results()
        .thenApply(
            results ->
                new Catalog(results.get(new TemplatesKey(UserRef.SELF)))
                    .attributes().stream()
                        .filter(template -> isAll || !isLow(template))
                        .filter(groups::matches)
                        .map(template -> AttributeTemplate.of(template, operation.me()))
                        .toList());
  }

  private static boolean isLow(Attribute attribute) {
    return attribute.priority() != null && attribute.priority() >= LOW_PRIORITY;
  }
}
