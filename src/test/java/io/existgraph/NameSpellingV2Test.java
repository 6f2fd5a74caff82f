package io.existgraph;

import java.util.List;
import java.util.stream.Stream;

/// The same over API v2, which has tags and increments.
@OverV2
class NameSpellingV2Test extends NameSpellingTest {
  @Override
  List<String> writes() {
    String increment =
        "mutation{incrementAttributes(updates:[{name:\"NAME\",value:1}],"
            + "idempotencyKey:\"%d\"){%%s}}";
    return Stream.concat(
            super.writes().stream(), Stream.of(increment.formatted(System.identityHashCode(this))))
        .toList();
  }
}
