package io.existgraph.operation.planning;

import static io.existgraph.operation.planning.FieldSizes.sum;
import static io.existgraph.operation.planning.FieldSizes.times;

import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import io.existgraph.relay.GlobalIds;
import io.existgraph.view.CacheView;
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
public final class ResultSizeEstimator {
  /// About as many as Exist has.
  private static final int TEMPLATES = 100;

  private final CallerId caller;
  private final CacheView facts;

  public ResultSizeEstimator(CallerId caller, CacheView facts) {
    this.caller = caller;
    this.facts = facts;
  }

  public long of(List<? extends FieldSelection> roots) {
    return sum(roots, this::root);
  }

  private long root(FieldSelection root) {
    if (root.isRefused()) {
      return 0;
    }
    FieldArguments arguments = new FieldArguments(root.arguments());
    return switch (root.name()) {
      case "me" -> user(UserRef.SELF, root.children());
      case "user" -> user(arguments.text("username"), root.children());
      case "ownedAttributes" -> owned(root);
      case "node" -> nodes(arguments.items("id"), root.children());
      case "nodes" -> nodes(arguments.items("ids"), root.children());
      case "attributeTemplates" -> times(TEMPLATES, FieldSizes.one(root.children()));
      case "updateAttributes", "incrementAttributes" -> payload(arguments.items("updates"), root);
      case "acquireAttributes", "createAttributes" -> payload(arguments.items("attributes"), root);
      case "releaseAttributes" -> payload(arguments.items("names"), root);
      default -> 0;
    };
  }

  private long user(@Nullable String name, List<FieldSelection> fields) {
    return name == null || !UserRef.isName(name)
        ? 0
        : user(LookAhead.resolve(new UserRef(name), facts), fields);
  }

  private long user(UserRef user, List<FieldSelection> fields) {
    FieldSizes weights = weights(user);
    return sum(fields, it -> ofUser(user, it, weights, weights::attribute));
  }

  private long ofUser(
      UserRef user,
      FieldSelection field,
      FieldSizes weights,
      ToLongFunction<List<FieldSelection>> attribute) {
    if (field.isRefused()) {
      return 0;
    }
    FieldArguments arguments = new FieldArguments(field.arguments());
    Set<String> names = arguments.names("names");
    return switch (field.name()) {
      case "attribute" -> attribute.applyAsLong(field.children());
      case "attributes" ->
          times(
              count(user, new AttributeSelector.Among(names, arguments.names("groups"))),
              attribute.applyAsLong(field.children()));
      case "groups" ->
          times(
              count(user, new AttributeSelector.Among(null, names)),
              sum(
                  LookAhead.below(field, "attributes"),
                  it -> attribute.applyAsLong(it.children())));
      case "averages" ->
          times(
              count(user, new AttributeSelector.Among(names, null)), weights.row(field.children()));
      case "insights", "correlations" -> weights.list(field);
      case "tags" ->
          times(
              count(user, new AttributeSelector.Among(null, Set.of(UserLookAhead.TAGS))),
              attribute.applyAsLong(field.children()));
      default -> 0;
    };
  }

  private long owned(FieldSelection field) {
    return times(
        count(UserRef.SELF, new AttributeSelector.Owned()),
        weights(UserRef.SELF).attribute(field.children()));
  }

  private long count(UserRef user, AttributeSelector names) {
    Collection<?> known = names.in(user, facts);
    return known == null ? 1 : known.size();
  }

  private FieldSizes weights(UserRef user) {
    return new FieldSizes(facts.latestToday(user), largestGroup(facts.catalog(user)));
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
  private long nodes(Collection<?> ids, List<FieldSelection> children) {
    Map<String, Long> weightOfId = new HashMap<>();
    long sum = 0;
    for (Object id : ids) {
      sum += weightOfId.computeIfAbsent(String.valueOf(id), it -> Math.max(1, node(it, children)));
    }
    return Math.min(FieldSizes.MOST, sum);
  }

  private long node(String id, List<FieldSelection> children) {
    return GlobalIds.read(caller, id).map(path -> node(path, children)).orElse(0L);
  }

  private long node(GlobalIds.Path path, List<FieldSelection> children) {
    UserRef user = LookAhead.resolve(path.user(), facts);
    FieldSizes weights = weights(user);
    List<FieldSelection> fields =
        children.stream().filter(it -> it.types().contains(path.type())).toList();
    return switch (path.type()) {
      case "User" ->
          FieldSizes.one(fields) + sum(fields, it -> ofUser(user, it, weights, weights::reached));
      case "AttributeGroup" ->
          times(weights.largestGroup(), 1 + sum(fields, it -> weights.reached(it.children())));
      case "Attribute" -> weights.reached(fields);
      default -> weights.row(fields);
    };
  }

  /// What a write answers with: its results, and what is read after it.
  private long payload(Collection<?> items, FieldSelection root) {
    long results =
        sum(
            LookAhead.below(root, "results"),
            it -> times(items.size(), weights(UserRef.SELF).row(it.children())));
    return results
        + sum(LookAhead.below(root, "user"), it -> user(UserRef.SELF, it.children()))
        + sum(LookAhead.below(root, "ownedAttributes"), this::owned);
  }
}
