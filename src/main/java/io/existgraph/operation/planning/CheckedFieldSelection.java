package io.existgraph.operation.planning;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A selected field whose arguments were checked. A refused one has neither arguments nor children.
record CheckedFieldSelection(
    String name,
    Map<String, ? extends @Nullable Object> arguments,
    List<FieldSelection> children,
    Set<String> types,
    boolean isRefused)
    implements FieldSelection {}
