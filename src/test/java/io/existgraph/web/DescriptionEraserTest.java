package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Descriptions of executable definitions are taken, and only where GraphQL has them.
class DescriptionEraserTest extends HttpFace {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"who\" query{__typename}",
        "\"who\"{__typename}",
        "\"\" query Q{__typename}",
        "# \"no\n\"the \\\"first\\\"\",query Q{__typename}",
        "\"\"\"\nmany \"lines\" {\n\\\"\"\" query\n\"\"\"\nquery Q{__typename}",
        "\"Q\" query Q{...F} \"F\" fragment F on Query{__typename}",
        "{...F} \"\"\"F\"\"\" fragment F on Query{__typename}",
        "query Q(\"one\" $a:String!=\"x\" \"two\" $b:[ID!]!=[\"x\" \"y\"]){__typename"
            + " user(username:$a) @include(if:false){id} nodes(ids:$b) @skip(if:true){id}}",
      })
  void aDescriptionIsTaken(String document) {
    assertThat(run(document).body()).contains("\"__typename\":\"Query\"").doesNotContain("errors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"one\" \"two\" query{__typename}",
        "query \"Q\" {__typename}",
        "query Q \"Q\" {__typename}",
        "{\"field\" __typename}",
        "{__typename} \"nothing\"",
        "\"open\nquery{__typename}",
        "\"\"\"open query{__typename}",
      })
  void aStringElsewhereIsASyntaxError(String document) {
    assertThat(run(document).body()).contains("BAD_REQUEST").doesNotContain("\"Query\"");
  }

  @Test
  void stringsElsewhereAndPlacesAreKept() {
    for (String document :
        List.of(
            "{a(b:\"query\" c:[\"x\" \"{\"] d:{e:\"$\"})}",
            "query($a:[String]=[\"x\" $b] $c:String=\"y\" $d:Int @e(f:\"z\" g:1)){a}",
            "\"type\" type Query{\"field\" a(\"argument\" b:Int):Int}")) {
      assertThat(DescriptionEraser.erased(document)).isEqualTo(document);
    }
    assertThat(DescriptionEraser.erased("\"a\" query{b}\n\"\"\"c\r\nd\"\"\" fragment"))
        .isEqualTo("    query{b}\n    \r\n     fragment");
  }
}
