package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery;
import io.existgraph.model.Average;
import io.existgraph.model.Catalog;
import io.existgraph.model.Insight;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.operation.planning.FieldArguments;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a user.
@Controller
@SchemaMapping(typeName = "User")
class UserController {
  @SchemaMapping
  String id(UserNode user) {
    return user.id("User");
  }

  @SchemaMapping
  @Nullable String username(UserNode user) {
    return user.profile().username();
  }

  @SchemaMapping
  @Nullable Integer existId(UserNode user) {
    return user.profile().id();
  }

  @SchemaMapping
  @Nullable String firstName(UserNode user) {
    return user.profile().firstName();
  }

  @SchemaMapping
  @Nullable String lastName(UserNode user) {
    return user.profile().lastName();
  }

  @SchemaMapping
  @Nullable String bio(UserNode user) {
    return user.profile().bio();
  }

  @SchemaMapping
  @Nullable String url(UserNode user) {
    return user.profile().url();
  }

  @SchemaMapping
  @Nullable String avatar(UserNode user) {
    return user.profile().avatar();
  }

  @SchemaMapping
  @Nullable String timezone(UserNode user) {
    return user.profile().timezone();
  }

  @SchemaMapping
  @Nullable OffsetDateTime localTime(UserNode user) {
    Profile profile = user.profile();
    var now = user.known().now().truncatedTo(ChronoUnit.MILLIS);
    return profile.hasTime() ? now.atZone(profile.zone()).toOffsetDateTime() : null;
  }

  @SchemaMapping
  @Nullable LocalDate today(UserNode user) {
    LocalDate today = user.known().today(user.user());
    return user.profile().hasTime() ? today : null;
  }

  @SchemaMapping
  @Nullable Boolean isPrivate(UserNode user) {
    return user.profile().isPrivate();
  }

  @SchemaMapping
  @Nullable Boolean imperialUnits(UserNode user) {
    UnitPreferences units = user.profile().unitPreferences();
    return units == null ? null : units.isImperial();
  }

  @SchemaMapping
  @Nullable List<AttributeGroupNode> groups(UserNode user, DataFetchingEnvironment environment) {
    FieldArguments arguments = new FieldArguments(environment.getArguments());
    if (arguments.matchNothing()) {
      return List.of();
    }
    Set<String> names = arguments.names("names");
    Catalog catalog = user.known().catalog(user.user());
    return catalog == null
        ? null
        : catalog.groups().stream()
            .filter(it -> names == null || names.contains(it.name()))
            .map(it -> new AttributeGroupNode(user, it))
            .toList();
  }

  @SchemaMapping
  @Nullable List<AttributeNode> attributes(UserNode user, DataFetchingEnvironment environment) {
    FieldArguments arguments = new FieldArguments(environment.getArguments());
    return arguments.matchNothing()
        ? List.of()
        : user.attributes(arguments.names("names"), arguments.names("groups"));
  }

  @SchemaMapping
  @Nullable AttributeNode attribute(UserNode user, @Argument String name) {
    List<AttributeNode> found = user.attributes(Set.of(name), null);
    return found == null || found.isEmpty() ? null : found.getFirst();
  }

  @SchemaMapping
  List<AverageNode> averages(UserNode user, DataFetchingEnvironment environment) {
    user.mustBeCaller();
    FieldArguments arguments = new FieldArguments(environment.getArguments());
    if (arguments.matchNothing()) {
      return List.of();
    }
    Set<String> names = arguments.names("names");
    return user.known().averages().stream()
        .filter(it -> names == null || names.contains(it.attribute().value()))
        .map(it -> average(user, it))
        .toList();
  }

  private static AverageNode average(UserNode user, Average row) {
    return new AverageNode(new AttributeNode(user, row.attribute(), null), row);
  }

  @SchemaMapping
  RelayConnection<InsightNode> insights(UserNode user, DataFetchingEnvironment environment) {
    user.mustBeCaller();
    boolean isCounted = environment.getSelectionSet().contains("totalCount");
    ListQuery<Insight> query = new FieldArguments(environment.getArguments()).insights(isCounted);
    return RelayConnection.of(query, user.known().rows(query), it -> new InsightNode(user, it));
  }
}
