package io.existgraph.exist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the number of pages in a plan rests on, beside what is known.
///
/// @param probe the first page of those whose size is not known; null where there are none
/// @param unsized how many pages there are whose size is not known: Exist may give fewer rows than
///   are asked for, and the pages are then more
/// @param areSmall whether Exist is known to give fewer rows than are asked for
/// @param ofAllAttributes how many requests are repeated for each further page of attributes, while
///   it is not known how many pages there are
public record PageEstimate(
    @Nullable ReadRequest probe, int unsized, boolean areSmall, int ofAllAttributes) {
  public static final PageEstimate NONE = new PageEstimate(null, 0, false, 0);

  /// The page size of Django REST framework at Exist: as small as pages may be expected to be.
  private static final int SHRINKAGE = 5;

  /// Pages of the attributes of nearly any account.
  private static final int MANY_PAGES = 3;

  /// How many more requests there are where pages turn out to be small.
  public int moreOfSmallPages() {
    return unsized * (SHRINKAGE - 1);
  }

  /// How many more requests there are for an account of many attributes.
  public int moreOfManyAttributes() {
    return ofAllAttributes * (MANY_PAGES - 1);
  }

  /// These and pages of one kind, whose size is known or not.
  public PageEstimate and(List<ReadRequest> pages, @Nullable Integer size, int requested) {
    if (pages.isEmpty()) {
      return this;
    }
    return size == null
        ? new PageEstimate(
            probe == null ? pages.getFirst() : probe,
            unsized + pages.size(),
            areSmall,
            ofAllAttributes)
        : new PageEstimate(probe, unsized, areSmall || size < requested, ofAllAttributes);
  }

  /// These and requests for a page of all attributes.
  public PageEstimate andOfAllAttributes(int requests) {
    return new PageEstimate(probe, unsized, areSmall, ofAllAttributes + requests);
  }
}
