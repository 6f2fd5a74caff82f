package io.existgraph.exist.client;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.exist.PageEstimate;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The requests that may follow once those of a plan are answered, added up while it is made.
public final class FollowUpRequests {
  /// Lists that may have more pages than this are of unknown length: the bound would mean little.
  private static final int MAX_COUNTED_PAGES = 10;

  /// As many pages as a list is expected to have.
  private static final int MAX_PAGES = 100;

  private final Set<ReadRequest> counting = new LinkedHashSet<>();
  private final Map<ReadRequest, Integer> later = new HashMap<>();
  private final Map<ListResource<?>, Integer> counted = new HashMap<>();
  private final Map<ListResource<?>, Integer> open = new HashMap<>();
  private int max;
  private int maxUnnamed;
  private int maxOpenPages;
  private boolean awaitsNames;
  private PageEstimate pages = PageEstimate.NONE;
  private final Set<CacheKey<?>> laterDays = new HashSet<>();

  public void add(int requests) {
    max += requests;
  }

  /// Adds so many requests for each of at most so many attributes whose names are not known yet.
  public void addUnnamed(int requests, int attributes) {
    maxUnnamed += requests * attributes;
    awaitsNames = true;
  }

  /// Adds what may follow the missing pages of a list: of one of unknown length at most `most`
  /// pages, and no more than expected.
  public void addPages(ListResource<?> list, ListResult.MissingPages<?> missing) {
    if (!missing.open()) {
      addFurther(missing.expected() - missing.most());
    } else {
      addOpen(list, missing.most(), missing.expected());
    }
  }

  /// Adds the pages of a list of unknown length.
  public void addOpen(ListResource<?> list, int most, int expected) {
    if (most <= MAX_COUNTED_PAGES) {
      counted.merge(list, most, Math::max);
    } else {
      open.merge(list, Math.min(expected, MAX_PAGES), Math::max);
    }
  }

  /// Adds pages of a list that follow these of its requests; several queries may be of one list.
  public void addLater(List<ReadRequest> pages, int more) {
    if (more > 0) {
      later.merge(pages.getFirst(), more, Math::max);
    }
  }

  /// Adds the follow-ups of a plan that cannot be carried out yet.
  public void addAll(RequestPlan plan) {
    max += plan.maxFollowUps();
    maxUnnamed += plan.maxUnnamed();
    maxOpenPages += plan.maxOpenPages();
    awaitsNames |= plan.awaitsNames();
    addFurther(plan.pages().maxFurther());
  }

  /// Marks requests whose responses reduce what may follow.
  public void reducedBy(Collection<ReadRequest> requests) {
    counting.addAll(requests);
  }

  /// Notes that further pages of an attribute's days are among what follows.
  public void addLaterDays(CacheKey<?> days) {
    laterDays.add(days);
  }

  /// Whether further pages of an attribute's days are among what follows: they do not where there
  /// is no such attribute.
  public boolean hasLaterDays(CacheKey<?> days) {
    return laterDays.contains(days);
  }

  /// Notes pages of one kind among the requests. `size` is that of Exist's pages; null while it is
  /// not known.
  public void addSized(List<ReadRequest> some, @Nullable Integer size, int requested) {
    pages = pages.and(some, size, requested);
  }

  /// Adds further pages of lists over all attributes, of which the number is not known.
  public void addFurther(int more) {
    pages = pages.andFurther(more);
  }

  public RequestPlan after(Collection<ReadRequest> requests) {
    return new RequestPlan(
        List.copyOf(requests),
        max + sum(later.values()) + sum(counted.values()),
        awaitsNames,
        maxUnnamed,
        maxOpenPages + sum(open.values()),
        counting,
        pages);
  }

  private static int sum(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
