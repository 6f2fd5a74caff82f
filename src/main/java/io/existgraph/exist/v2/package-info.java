/// API v2: its addresses and its habits, as https://developer.exist.io documents them and as they
/// were seen to differ. The token is the user, every list comes in pages, and one request tells 31
/// days of a hundred attributes.
@NullMarked
package io.existgraph.exist.v2;

import org.jspecify.annotations.NullMarked;
