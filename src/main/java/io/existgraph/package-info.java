/// The gateway, assembled: settings and glue. Imported by nobody.
@NullMarked
package io.existgraph;

import org.jspecify.annotations.NullMarked;
