package io.existgraph.graphql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The fields of a group.
@Controller
@SchemaMapping(typeName = "AttributeGroup")
class AttributeGroupController {
  @SchemaMapping
  String id(AttributeGroupNode group) {
    return group.owner().id("AttributeGroup", group.group().name());
  }

  @SchemaMapping
  String name(AttributeGroupNode group) {
    return group.group().name();
  }

  @SchemaMapping
  String label(AttributeGroupNode group) {
    return group.group().label();
  }

  @SchemaMapping
  @Nullable Integer priority(AttributeGroupNode group) {
    return group.group().priority();
  }

  @SchemaMapping
  @Nullable List<AttributeNode> attributes(AttributeGroupNode group) {
    return group.owner().attributes(null, Set.of(group.group().name()));
  }
}
