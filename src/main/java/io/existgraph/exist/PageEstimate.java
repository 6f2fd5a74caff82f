package io.existgraph.exist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the number of pages in a plan rests on, beside what is known.
///
/// @param probe the first page of those whose size is not known; null where there are none
/// @param unsized how many pages there are whose size is not known: Exist may give fewer rows than
///   are asked for, and the pages are then more
/// @param areSmall whether Exist is known to give fewer rows than are asked for
/// @param maxFurther how many further pages there are at most of lists over all attributes, while
///   it is not known how many they have
public record PageEstimate(
    @Nullable ReadRequest probe, int unsized, boolean areSmall, int maxFurther) {
  public static final PageEstimate NONE = new PageEstimate(null, 0, false, 0);

  /// The page size of Django REST framework at Exist: as small as pages may be expected to be.
  private static final int SHRINKAGE = 5;

  /// How many more requests there are where pages turn out to be small.
  public int moreOfSmallPages() {
    return unsized * (SHRINKAGE - 1);
  }

  /// These and pages of one kind, whose size is known or not.
  public PageEstimate and(List<ReadRequest> pages, @Nullable Integer size, int requested) {
    if (pages.isEmpty()) {
      return this;
    }
    return size == null
        ? new PageEstimate(
            probe == null ? pages.getFirst() : probe, unsized + pages.size(), areSmall, maxFurther)
        : new PageEstimate(probe, unsized, areSmall || size < requested, maxFurther);
  }

  /// These and so many further pages of lists over all attributes.
  public PageEstimate andFurther(int pages) {
    return new PageEstimate(probe, unsized, areSmall, maxFurther + pages);
  }
}
