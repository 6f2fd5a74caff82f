package io.existgraph.graphql;

import io.existgraph.model.ValueType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An attribute's value on one day; null where nothing was recorded.
record DailyValueNode(
    AttributeNode attribute, ValueType type, LocalDate date, @Nullable Object value) {}
