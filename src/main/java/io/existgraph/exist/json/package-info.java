/// Decoders of Exist's JSON that the API versions share: attributes, rows, profiles, write results,
/// tokens.
///
/// Every decoder accepts the formats of all versions, because each version was seen to send those
/// of another. The endpoints are the concern of the version packages.
@NullMarked
package io.existgraph.exist.json;

import org.jspecify.annotations.NullMarked;
