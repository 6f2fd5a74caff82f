package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.FieldArguments;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// Exist's official attributes.
@Controller
class AttributeTemplateController {
  private static final int LOW_PRIORITY = 10;

  record AttributeTemplate(
      String name,
      String label,
      @Nullable AttributeGroupNode group,
      @Nullable Integer priority,
      ValueType valueType,
      @Nullable String unit) {
    static AttributeTemplate of(Attribute it, UserNode me) {
      Unit unit = Unit.of(it.name(), it.valueType());
      return new AttributeTemplate(
          it.name().value(),
          it.label(),
          it.group() == null ? null : new AttributeGroupNode(me, it.group()),
          it.priority(),
          it.valueType(),
          unit == null ? null : unit.symbol(UnitSystem.METRIC));
    }
  }

  @QueryMapping
  Mono<List<AttributeTemplate>> attributeTemplates(
      DataFetchingEnvironment environment, GraphQLContext context) {
    Operation operation = Operation.in(context);
    operation.mustBeAble(ApiFeature.TEMPLATES);
    FieldArguments arguments = new FieldArguments(environment.getArguments());
    Set<String> groups = arguments.names("groups");
    boolean isAll = Boolean.TRUE.equals(arguments.values().get("includeLowPriority"));
    return operation
        .known()
        .map(operation::me)
        .map(
            me ->
                new Catalog(me.known().templates())
                    .attributes().stream()
                        .filter(it -> isAll || !isLow(it))
                        .filter(new AttributeSelector.Among(null, groups)::matches)
                        .map(it -> AttributeTemplate.of(it, me))
                        .toList());
  }

  private static boolean isLow(Attribute attribute) {
    return attribute.priority() != null && attribute.priority() >= LOW_PRIORITY;
  }
}
