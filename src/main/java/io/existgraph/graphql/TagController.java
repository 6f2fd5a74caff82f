package io.existgraph.graphql;

import static io.existgraph.operation.planning.ResultSizes.times;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.ValueLookup;
import io.existgraph.exist.LoadKey.ValuesKey;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Catalog;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The tags that a user used on a day.
@Controller
class TagController {
  /// The group that tags are in.
  private static final String GROUP = "custom";

  private static final AttributeSelector.ByNamesAndGroups TAG_ATTRIBUTES =
      new AttributeSelector.ByNamesAndGroups(null, Set.of(GROUP));

  private static DateRange tagsOn(SelectedField field) {
    LocalDate date = field.arguments().date("date");
    return date == null ? DateRange.TODAY : DateRange.of(date);
  }

  /// Tags are attributes of their own; their values show which of them were used.
  static void collect(UserScope scope, SelectedField field, KeyCollector keys) {
    AttributeScope tags = scope.with(TAG_ATTRIBUTES);
    DateRange day = field.parsed(TagController::tagsOn);
    keys.add(tags.values(day));
    keys.add(tags.attributes());
    if (day.endsToday()) {
      keys.add(tags.profile());
    }
    AttributeController.collect(tags, field.children(), keys);
  }

  static long size(UserScope scope, SelectedField field, ResultSizes sizes) {
    return times(
        sizes.count(scope.user(), TAG_ATTRIBUTES),
        UserController.attributeSize(scope, field, sizes));
  }

  @SchemaMapping(typeName = "User")
  CompletableFuture<@Nullable List<AttributeNode>> tags(
      UserNode user, DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    if (!operation.api().can(ApiFeature.TAGS)) {
      return CompletableFuture.completedFuture(null);
    }
    operation.loads().requireCaller(user.user());
    AttributeScope tags = new AttributeScope(user.user(), TAG_ATTRIBUTES);
    DateRange range = Operation.selected(environment).parsed(TagController::tagsOn);
    ValuesKey values = tags.values(range);
    ProfileKey profile = tags.profile();
    FieldLoads loads =
        range.endsToday()
            ? FieldLoads.of(environment, tags.attributes(), values, profile)
            : FieldLoads.of(environment, tags.attributes(), values);
    Instant now = operation.loads().now();
    return loads.thenApply(
        loaded -> {
          Catalog catalog = loaded.get(tags.attributes()).catalog();
          if (catalog == null) {
            return null;
          }
          LocalDate to = range.endsToday() ? loaded.get(profile).dateAt(now) : range.to();
          return tags(user, catalog, loaded.get(values), Objects.requireNonNull(to));
        });
  }

  private static List<AttributeNode> tags(
      UserNode user, Catalog catalog, ValueLookup values, LocalDate day) {
    return catalog.attributes().stream()
        .filter(TagController::isTag)
        .map(tag -> AttributeNode.listed(user, TAG_ATTRIBUTES, tag))
        .filter(tag -> isUsed(tag, values, day))
        .toList();
  }

  private static boolean isUsed(AttributeNode tag, ValueLookup values, LocalDate day) {
    Object value = values.value(tag.name(), day);
    return Boolean.TRUE.equals(AttributeValues.normalised(value, ValueType.BOOLEAN));
  }

  private static boolean isTag(Attribute attribute) {
    return attribute.valueType() == ValueType.BOOLEAN
        && attribute.group() != null
        && attribute.group().name().equals(GROUP);
  }
}
