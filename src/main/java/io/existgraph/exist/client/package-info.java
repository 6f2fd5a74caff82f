/// What the clients of both versions of the Exist API share. Hides that requests travel by HTTP.
@NullMarked
package io.existgraph.exist.client;

import org.jspecify.annotations.NullMarked;
