package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.client.FollowUpRequests;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The planner for which attributes there are, and for their metadata. Both come with requests for
/// values: the list of attributes with those for all of them, the metadata of a few with those for
/// these.
final class NamePlanner {
  private final CacheView view;
  private final FollowUpRequests followUps;
  private final List<AttributeSelector> wanted = new ArrayList<>();

  NamePlanner(CacheView view, FollowUpRequests followUps) {
    this.view = view;
    this.followUps = followUps;
  }

  void add(AttributeSelector selector) {
    wanted.add(selector);
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }

  /// The names that a selector states, whether or not there are such attributes; none where one of
  /// them may be spelled otherwise by Exist.
  static Set<AttributeName> stated(AttributeSelector selector) {
    Set<AttributeName> names = new TreeSet<>();
    switch (selector) {
      case AttributeSelector.ByName(var name) -> names.add(name);
      case AttributeSelector.ByNamesAndGroups(var some, _) when some != null ->
          some.stream()
              .filter(AttributeName::isName)
              .forEach(name -> names.add(new AttributeName(name)));
      default -> {}
    }
    boolean isCertain =
        names.stream().map(AttributeName::value).noneMatch(AttributeName::hasOtherSpellings);
    return isCertain ? names : Set.of();
  }

  /// Whether all that is wanted is stated by name, and is among these names.
  boolean areAmong(Set<AttributeName> names) {
    return wanted.stream()
        .map(NamePlanner::stated)
        .allMatch(stated -> !stated.isEmpty() && names.containsAll(stated));
  }

  /// Whether the responses to the requests contain the metadata of each attribute that is wanted.
  boolean areIncludedIn(Collection<ReadRequest> requests) {
    Set<CacheKey<?>> keys = keys(requests);
    return wanted.stream()
        .map(NamePlanner::stated)
        .allMatch(stated -> !stated.isEmpty() && areIncludedIn(keys, stated));
  }

  private static boolean areIncludedIn(Set<CacheKey<?>> keys, Set<AttributeName> names) {
    return names.stream().allMatch(name -> keys.contains(new CacheKey.SingleAttribute(name)));
  }

  private static boolean isListIncludedIn(Collection<ReadRequest> requests) {
    return keys(requests).stream()
        .anyMatch(
            key ->
                key instanceof CacheKey.ListedAttributes
                    || key instanceof CacheKey.AttributeServices);
  }

  private static Set<CacheKey<?>> keys(Collection<ReadRequest> requests) {
    return requests.stream()
        .flatMap(request -> request.keys().stream())
        .collect(Collectors.toSet());
  }

  /// Adds the list of attributes, unless what is wanted comes with the other requests.
  void planInto(Set<ReadRequest> requests) {
    if (isListIncludedIn(requests) || areIncludedIn(requests)) {
      return;
    }
    if (view.listed(UserRef.SELF) instanceof ListResult.MissingPages<?> missing) {
      List<ReadRequest> own = missing.pages().stream().map(V2Endpoints::recent).toList();
      requests.addAll(own);
      followUps.addLater(own, missing.later());
    } else {
      new AttributePages(view).numbers().forEach(page -> requests.add(V2Endpoints.recent(page)));
    }
  }
}
