package io.existgraph.plan;

import static io.existgraph.plan.Weights.sum;
import static io.existgraph.plan.Weights.times;

import io.existgraph.caller.CallerId;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.UserRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How many values an operation may answer with, by what is known so far: days of values, rows of
/// lists, nodes, and attributes that such rows lead to. Attributes that are not known yet count as
/// one, pages as full.
final class Volume {
  /// About as many as Exist has.
  private static final int TEMPLATES = 100;

  private final CallerId caller;
  private final Facts facts;

  Volume(CallerId caller, Facts facts) {
    this.caller = caller;
    this.facts = facts;
  }

  long of(List<? extends Selection> roots) {
    return sum(roots, this::root);
  }

  private long root(Selection root) {
    if (root.isRefused()) {
      return 0;
    }
    Arguments arguments = new Arguments(root.arguments());
    return switch (root.name()) {
      case "me" -> user(UserRef.SELF, root.children());
      case "user" -> user(arguments.text("username"), root.children());
      case "ownedAttributes" -> owned(root);
      case "node" -> nodes(arguments.items("id"), root.children());
      case "nodes" -> nodes(arguments.items("ids"), root.children());
      case "attributeTemplates" -> times(TEMPLATES, Weights.one(root.children()));
      case "updateAttributes", "incrementAttributes" -> payload(arguments.items("updates"), root);
      case "acquireAttributes", "createAttributes" -> payload(arguments.items("attributes"), root);
      case "releaseAttributes" -> payload(arguments.items("names"), root);
      default -> 0;
    };
  }

  private long user(@Nullable String name, List<Selection> fields) {
    return name == null || !UserRef.isName(name)
        ? 0
        : user(Planner.resolve(new UserRef(name), facts), fields);
  }

  private long user(UserRef user, List<Selection> fields) {
    Weights weights = weights(user);
    return sum(fields, it -> ofUser(user, it, weights, weights::attribute));
  }

  private long ofUser(
      UserRef user, Selection field, Weights weights, ToLongFunction<List<Selection>> attribute) {
    if (field.isRefused()) {
      return 0;
    }
    Arguments arguments = new Arguments(field.arguments());
    Set<String> names = arguments.names("names");
    return switch (field.name()) {
      case "attribute" -> attribute.applyAsLong(field.children());
      case "attributes" ->
          times(
              count(user, new Names.Among(names, arguments.names("groups"))),
              attribute.applyAsLong(field.children()));
      case "groups" ->
          times(
              count(user, new Names.Among(null, names)),
              sum(Planner.below(field, "attributes"), it -> attribute.applyAsLong(it.children())));
      case "averages" ->
          times(count(user, new Names.Among(names, null)), weights.row(field.children()));
      case "insights", "correlations" -> weights.list(field);
      case "tags" ->
          times(
              count(user, new Names.Among(null, Set.of(UserNeeds.TAGS))),
              attribute.applyAsLong(field.children()));
      default -> 0;
    };
  }

  private long owned(Selection field) {
    return times(
        count(UserRef.SELF, new Names.Owned()), weights(UserRef.SELF).attribute(field.children()));
  }

  private long count(UserRef user, Names names) {
    Collection<?> known = names.in(user, facts);
    return known == null ? 1 : known.size();
  }

  private Weights weights(UserRef user) {
    return new Weights(facts.latestToday(user), largestGroup(facts.catalog(user)));
  }

  private static long largestGroup(@Nullable Catalog catalog) {
    return catalog == null
        ? 1
        : catalog.attributes().stream()
            .filter(it -> it.group() != null)
            .collect(Collectors.groupingBy(Attribute::group, Collectors.counting()))
            .values()
            .stream()
            .max(Long::compare)
            .orElse(1L);
  }

  /// An id may be given any number of times, so everything below a node counts; an id that leads to
  /// nothing counts as the null that it is answered with.
  private long nodes(Collection<?> ids, List<Selection> children) {
    Map<String, Long> weightOfId = new HashMap<>();
    long sum = 0;
    for (Object id : ids) {
      sum += weightOfId.computeIfAbsent(String.valueOf(id), it -> Math.max(1, node(it, children)));
    }
    return Math.min(Weights.MOST, sum);
  }

  private long node(String id, List<Selection> children) {
    return Ids.read(caller, id).map(path -> node(path, children)).orElse(0L);
  }

  private long node(Ids.Path path, List<Selection> children) {
    UserRef user = Planner.resolve(path.user(), facts);
    Weights weights = weights(user);
    List<Selection> fields =
        children.stream().filter(it -> it.types().contains(path.type())).toList();
    return switch (path.type()) {
      case "User" ->
          Weights.one(fields) + sum(fields, it -> ofUser(user, it, weights, weights::reached));
      case "AttributeGroup" ->
          times(weights.largestGroup(), 1 + sum(fields, it -> weights.reached(it.children())));
      case "Attribute" -> weights.reached(fields);
      default -> weights.row(fields);
    };
  }

  /// What a write answers with: its results, and what is read after it.
  private long payload(Collection<?> items, Selection root) {
    long results =
        sum(
            Planner.below(root, "results"),
            it -> times(items.size(), weights(UserRef.SELF).row(it.children())));
    return results
        + sum(Planner.below(root, "user"), it -> user(UserRef.SELF, it.children()))
        + sum(Planner.below(root, "ownedAttributes"), this::owned);
  }
}
