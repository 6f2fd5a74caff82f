package io.existgraph.graphql;

import io.existgraph.data.DateRange;

/// The days of attributes that fields are selected on.
record DailyValueScope(AttributeScope attributes, DateRange range) {}
