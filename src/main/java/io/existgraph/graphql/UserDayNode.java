package io.existgraph.graphql;

import io.existgraph.data.DateRange;
import java.time.LocalDate;

/// One day of a user, among those of a range.
record UserDayNode(UserNode user, LocalDate date, DateRange range) {}
