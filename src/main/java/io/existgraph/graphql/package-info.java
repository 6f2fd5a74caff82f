/// GraphQL controllers and schema types. Confines GraphQL Java to this package.
///
/// Each type has a controller and, in the same file, a table of its fields: the keys that a field
/// loads, how many values it may answer with, and how a leaf is read. Before the first field is
/// fetched, the look-ahead walks the selection by these tables; all keys are planned, priced and
/// read as one batch, and the DataLoaders are primed with their futures. A field loads the same
/// keys; one that the look-ahead missed is read by a further batch, within the operation's limits.
@NullMarked
package io.existgraph.graphql;

import org.jspecify.annotations.NullMarked;
