/// A compact tree of a JSON document and its parser.
///
/// It has what decoders of responses need and no more. An object is an array of values beside names
/// that it shares with the object before it in the same array, so that a row of a list takes a
/// fraction of the memory of a map.
@NullMarked
package io.existgraph.exist.tree;

import org.jspecify.annotations.NullMarked;
