package io.existgraph.redis;

import io.existgraph.cache.CacheChange;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.WriteScope;
import io.existgraph.data.CacheKey;
import io.existgraph.data.RecentValues;
import io.existgraph.model.AttributeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The hash fields that cache entries are stored in. A field name starts with what a write can
/// change, so that scripts remove entries by prefix. Attributes and cache keys appear only as keyed
/// digests.
///
/// | field | entry |
/// |---|---|
/// | `d<attribute>.<key>` | days of one attribute |
/// | `r<key>` | recent values of all attributes |
/// | `o<key>` | depends on ownership |
/// | `x<key>` | no write changes it |
final class EntryFields {
  private static final String DAYS = "d";
  private static final String RECENT = "r";
  private static final String OWNERSHIP = "o";
  private static final String INDEPENDENT = "x";
  private static final String EVERYTHING = "**";
  private static final String OWNED = "*";
  private static final String NOTHING = "-";
  private static final int ATTRIBUTE_CHARS = 8;

  private final KeyTags tags;

  EntryFields(KeyTags tags) {
    this.tags = tags;
  }

  String field(String caller, CacheKey<?> key) {
    String digest = tags.of("entry", caller + key);
    return switch (key) {
      case CacheKey.DaysOf(_, var attribute) -> DAYS + digest(attribute) + "." + digest;
      case CacheKey.TodayOf _, CacheKey.RecentOf _ -> RECENT + digest;
      default -> (key.dependsOnOwnership() ? OWNERSHIP : INDEPENDENT) + digest;
    };
  }

  /// Whether no write changes the entry.
  static boolean isIndependent(CacheKey<?> key) {
    return !(key instanceof CacheKey.DaysOf) && !key.dependsOnOwnership();
  }

  private String digest(AttributeName attribute) {
    return tags.of("attribute", attribute.value()).substring(0, ATTRIBUTE_CHARS);
  }

  /// The beginnings of the fields that a write may have changed.
  List<String> beginnings(WriteScope scope) {
    if (scope.isEverything()) {
      return List.of("");
    }
    List<String> beginnings = new ArrayList<>(List.of(RECENT));
    scope.attributes().forEach(attribute -> beginnings.add(DAYS + digest(attribute) + "."));
    if (scope.isOwnership()) {
      beginnings.add(OWNERSHIP);
    }
    return beginnings;
  }

  /// The same as words of a message.
  String words(WriteScope scope) {
    if (scope.isEverything()) {
      return EVERYTHING;
    }
    List<String> words =
        scope.attributes().stream()
            .map(this::digest)
            .collect(Collectors.toCollection(ArrayList::new));
    if (scope.isOwnership()) {
      words.add(OWNED);
    }
    return words.isEmpty() ? NOTHING : String.join(",", words);
  }

  /// The change that a write of these words may have made, or may yet make until then.
  CacheChange change(String words, Instant unsettledUntil) {
    Set<String> written = new HashSet<>(Arrays.asList(words.split(",")));
    return new CacheChange() {
      @Override
      public @Nullable CacheEntry<?> apply(CacheKey<?> key, CacheEntry<?> entry) {
        return isChanged(written, key, entry) ? null : entry;
      }

      @Override
      public Instant unsettledUntil() {
        return unsettledUntil;
      }
    };
  }

  private boolean isChanged(Set<String> written, CacheKey<?> key, CacheEntry<?> entry) {
    return written.contains(EVERYTHING)
        || (written.contains(OWNED) && key.dependsOnOwnership())
        || (key instanceof CacheKey.DaysOf(_, var attribute) && written.contains(digest(attribute)))
        || (entry.value() instanceof RecentValues && hasValues(written));
  }

  /// Recent values lack an attribute that had no value, which it may have now.
  private static boolean hasValues(Set<String> written) {
    return written.stream().anyMatch(word -> !word.equals(OWNED) && !word.equals(NOTHING));
  }
}
