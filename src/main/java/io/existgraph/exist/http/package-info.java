/// One paid, signed, bounded exchange with Exist. Hides the HTTP client, headers and status codes.
@NullMarked
package io.existgraph.exist.http;

import org.jspecify.annotations.NullMarked;
