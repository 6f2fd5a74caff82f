package io.existgraph.exist.client;

import io.existgraph.data.CacheKey;
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
  /// Lists that may have more pages than this are of unknown length: the bound would mean nothing.
  private static final int MAX_COUNTED_PAGES = 10;

  private final Set<ReadRequest> counting = new LinkedHashSet<>();
  private final Map<ReadRequest, Integer> later = new HashMap<>();
  private int max;
  private int perAttribute;
  private boolean awaitsNames;
  private boolean isOpen;
  private PageEstimate pages = PageEstimate.NONE;
  private final Set<CacheKey<?>> laterDays = new HashSet<>();

  public void add(int requests) {
    max += requests;
  }

  /// Adds so many requests for each attribute whose name is not known yet.
  public void addUnnamed(int requests) {
    perAttribute += requests;
    awaitsNames = true;
  }

  /// Adds what may follow a list's missing pages: at most so many more.
  public void addPages(int pages) {
    isOpen |= pages > MAX_COUNTED_PAGES;
    max += pages > MAX_COUNTED_PAGES ? 0 : pages;
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
    perAttribute += plan.perAttribute();
    awaitsNames |= plan.awaitsNames();
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

  /// Notes requests that are repeated for each page of attributes, of which the number is unknown.
  public void addOfAllAttributes(int requests) {
    pages = pages.andOfAllAttributes(requests);
  }

  public RequestPlan after(Collection<ReadRequest> requests) {
    int all = max + later.values().stream().mapToInt(Integer::intValue).sum();
    return new RequestPlan(
        List.copyOf(requests), all, awaitsNames, perAttribute, isOpen, counting, pages);
  }
}
