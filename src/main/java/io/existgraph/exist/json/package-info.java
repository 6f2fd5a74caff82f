/// Exist's JSON, as its versions share it: attributes, rows, profiles, outcomes of writes, tokens.
///
/// Reads the shapes of every version alike, because each was seen to send those of another; which
/// addresses they come from is for the versions to know.
@NullMarked
package io.existgraph.exist.json;

import org.jspecify.annotations.NullMarked;
