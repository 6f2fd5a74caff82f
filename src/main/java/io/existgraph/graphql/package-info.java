/// GraphQL controllers and schema types. Confines GraphQL Java to this package.
///
/// Each type has a controller and, in the same file, a table of its fields: the keys that a field
/// loads, how many values it may answer with, and how a leaf is read. Before the first field is
/// fetched, the look-ahead walks the selection by these tables; all keys are planned, priced and
/// read as one batch, and the DataLoaders are primed with their futures. A field loads the same
/// keys; one that the look-ahead missed is read by a further batch, within the operation's limits.
///
/// # Adding a field
///
/// 1. Describe it in `schema/exist.graphqls`.
/// 2. Add a line to the table in the controller of its type: `leaf` for a scalar with the keys that
///    it loads, `field` and `fetch` for an object, `counted` and `fetchList` for a list with its
///    size. An attribute's metadata is read by [AttributeMetadata]: `mentioned` for what every
///    mention of an attribute contains, `listed` for what only the list of attributes contains.
/// 3. Test it over HTTP beside the tests of its type, such as `AdditionsV2Test`; subclasses of
///    `GatewayTest` run over API v1, those annotated with `@OverV2` over v2.
///
/// `FieldTablesTest` fails for a field without an entry in a table, and `MissedKeysTest` shows what
/// happens to a key that the table leaves out.
@NullMarked
package io.existgraph.graphql;

import org.jspecify.annotations.NullMarked;
