package io.existgraph.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A selected field whose arguments were checked. A refused one has neither arguments nor children.
record CheckedSelection(
    String name,
    Map<String, ? extends @Nullable Object> arguments,
    List<Selection> children,
    Set<String> types,
    boolean isRefused)
    implements Selection {}
