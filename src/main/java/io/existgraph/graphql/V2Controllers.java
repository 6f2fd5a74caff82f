package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery;
import io.existgraph.exist.ApiFeature;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Dimension;
import io.existgraph.model.Service;
import io.existgraph.model.UnitPreferences;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.UserLookAhead;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// What API v2 adds to the graph. Over v1 it is null or, at the root, not supported.
final class V2Controllers {
  private V2Controllers() {}

  /// Further fields of a user.
  @Controller
  @SchemaMapping(typeName = "User")
  static class OfUser {
    @SchemaMapping
    @Nullable UnitPreferences units(UserNode user) {
      return user.profile().unitPreferences();
    }

    @SchemaMapping
    @Nullable RelayConnection<CorrelationNode> correlations(
        UserNode user, DataFetchingEnvironment environment) {
      user.mustBeCaller();
      if (!user.known().can(ApiFeature.BATCH)) {
        return null;
      }
      boolean isCounted = environment.getSelectionSet().contains("totalCount");
      ListQuery<Correlation> query =
          new FieldArguments(environment.getArguments()).batch(isCounted);
      return RelayConnection.of(
          query,
          user.known().rows(query),
          it -> new CorrelationNode(new AttributeNode(user, it.attribute(), null), it));
    }

    @SchemaMapping
    @Nullable List<AttributeNode> tags(UserNode user, @Argument @Nullable LocalDate date) {
      user.mustBeCaller();
      Catalog catalog =
          user.known().can(ApiFeature.TAGS) ? user.known().catalog(user.user()) : null;
      if (catalog == null) {
        return null;
      }
      LocalDate day = date == null ? user.known().today(user.user()) : date;
      return catalog.attributes().stream()
          .filter(OfUser::isTag)
          .map(it -> new AttributeNode(user, it.name(), null))
          .filter(it -> Boolean.TRUE.equals(it.value(day)))
          .toList();
    }

    private static boolean isTag(Attribute attribute) {
      return attribute.valueType() == ValueType.BOOLEAN
          && attribute.group() != null
          && attribute.group().name().equals(UserLookAhead.TAGS);
    }
  }

  /// The systems that a user reads dimensions in.
  @Controller
  @SchemaMapping(typeName = "UnitPreferences")
  static class OfUnits {
    @SchemaMapping
    UnitSystem distance(UnitPreferences units) {
      return units.of(Dimension.DISTANCE);
    }

    @SchemaMapping
    UnitSystem weight(UnitPreferences units) {
      return units.of(Dimension.WEIGHT);
    }

    @SchemaMapping
    UnitSystem energy(UnitPreferences units) {
      return units.of(Dimension.ENERGY);
    }

    @SchemaMapping
    UnitSystem liquid(UnitPreferences units) {
      return units.of(Dimension.LIQUID);
    }

    @SchemaMapping
    UnitSystem temperature(UnitPreferences units) {
      return units.of(Dimension.TEMPERATURE);
    }
  }

  /// Further fields of an attribute.
  @Controller
  @SchemaMapping(typeName = "Attribute")
  static class OfAttribute {
    @SchemaMapping
    @Nullable String template(AttributeNode attribute) {
      return attribute.listed().template();
    }

    @SchemaMapping
    @Nullable Boolean isManual(AttributeNode attribute) {
      return attribute.listed().isManual();
    }

    @SchemaMapping
    @Nullable List<Service> availableServices(AttributeNode attribute) {
      attribute.owner().mustBeCaller();
      if (!attribute.owner().known().can(ApiFeature.SERVICES)) {
        return null;
      }
      Attribute given = attribute.given();
      return given != null && given.availableServices() != null
          ? given.availableServices()
          : attribute.owner().known().services(attribute.name());
    }
  }

  /// Further fields of a correlation.
  @Controller
  @SchemaMapping(typeName = "Correlation")
  static class OfCorrelation {
    @SchemaMapping
    @Nullable Integer offset(CorrelationNode it) {
      return it.row().details().offset();
    }

    @SchemaMapping
    @Nullable String category(CorrelationNode it) {
      return it.row().details().category();
    }

    @SchemaMapping
    @Nullable String strengthDescription(CorrelationNode it) {
      return it.row().details().strength();
    }

    @SchemaMapping
    @Nullable String starsDescription(CorrelationNode it) {
      return it.row().details().stars();
    }

    @SchemaMapping
    @Nullable String description(CorrelationNode it) {
      return it.row().details().description();
    }

    @SchemaMapping
    @Nullable String occurrence(CorrelationNode it) {
      return it.row().details().occurrence();
    }

    @SchemaMapping
    Correlation.@Nullable Rating rating(CorrelationNode it) {
      return it.row().details().rating();
    }
  }
}
