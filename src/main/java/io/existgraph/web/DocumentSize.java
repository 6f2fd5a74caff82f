package io.existgraph.web;

/// The size of a selection with its fragments expanded. What is selected of the schema itself is
/// counted apart, as `meta`. Sums stay at [#MAX] rather than overflow.
///
/// `selections` counts fragment spreads and inline fragments beside fields. `circles` is how many
/// fields that lead from type to type lie on one path.
record DocumentSize(
    long selections,
    long fields,
    long aliases,
    int depth,
    int circles,
    long metaFields,
    int metaDepth,
    int metaCircles) {

  static final long MAX = 1_000_000_000;
  static final DocumentSize NOTHING = new DocumentSize(0, 0, 0, 0, 0, 0, 0, 0);

  /// Of two selections beside each other.
  DocumentSize plus(DocumentSize other) {
    return new DocumentSize(
        sum(selections, other.selections),
        sum(fields, other.fields),
        sum(aliases, other.aliases),
        Math.max(depth, other.depth),
        Math.max(circles, other.circles),
        sum(metaFields, other.metaFields),
        Math.max(metaDepth, other.metaDepth),
        Math.max(metaCircles, other.metaCircles));
  }

  /// Of a field that selects this.
  DocumentSize inField(boolean isAlias, boolean isCircular) {
    return new DocumentSize(
        sum(selections, 1),
        sum(fields, 1),
        sum(aliases, isAlias ? 1 : 0),
        depth + 1,
        circles + (isCircular ? 1 : 0),
        metaFields,
        metaDepth,
        metaCircles);
  }

  /// Of `__schema` or `__type` that selects this.
  DocumentSize inMetaField(boolean isAlias) {
    return new DocumentSize(
        sum(selections, 1),
        1,
        sum(aliases, isAlias ? 1 : 0),
        1,
        0,
        sum(fields, metaFields),
        Math.max(depth, metaDepth) + 1,
        Math.max(circles, metaCircles));
  }

  /// Of a spread or an inline fragment that selects this.
  DocumentSize inFragment() {
    return new DocumentSize(
        sum(selections, 1), fields, aliases, depth, circles, metaFields, metaDepth, metaCircles);
  }

  private static long sum(long a, long b) {
    return Math.min(MAX, a + b);
  }
}
