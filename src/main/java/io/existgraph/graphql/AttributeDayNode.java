package io.existgraph.graphql;

import io.existgraph.data.DateRange;
import java.time.LocalDate;

/// An attribute on one day, among those of a range. Its value is read by the fields that need it,
/// so that one that could not be read takes no other along.
record AttributeDayNode(AttributeNode attribute, LocalDate date, DateRange range) {}
