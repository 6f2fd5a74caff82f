package io.existgraph.graphql;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An attribute's value on one day; null where nothing was recorded.
record DailyValueNode(AttributeNode attribute, LocalDate date, @Nullable Object value) {}
