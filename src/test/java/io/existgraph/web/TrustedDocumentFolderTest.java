package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a folder of trusted documents may hold, before the schema is known.
class TrustedDocumentFolderTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private TrustedDocuments read() {
    return TrustedDocuments.in(folder, true);
  }

  @Test
  void fragmentsOfOtherFilesAreJoinedWithThoseThatTheyUse() throws IOException {
    write("page.graphql", "query Page{me{...Head}}");
    write("head.graphql", "fragment Head on User{username ...Name} fragment Unused on User{id}");
    write("name.graphql", "fragment Name on User{firstName}");
    assertThat(read().find("page"))
        .startsWith("query Page{me{...Head}}\n")
        .contains("fragment Head on User", "fragment Name on User")
        .doesNotContain("Unused");
    assertThat(read().find(TrustedDocuments.sha256("query Page{me{...Head}}")))
        .isEqualTo(read().find("page"));
    assertThat(read().find("head")).as("fragments alone cannot be called").isNull();
  }

  @Test
  void definitionsMayHaveDescriptions() throws IOException {
    write("a.graphql", "\"A\" query A{me{...F}}");
    write("b.graphql", "\"\"\"F\"\"\" fragment F on User{id}");
    assertThat(read().find("a"))
        .startsWith("\"A\" query A{me{...F}}\n")
        .contains("fragment F on User");
  }

  @Test
  void ownFragmentsComeBeforeThoseOfOtherFiles() throws IOException {
    write("a.graphql", "query A{me{...F}} fragment F on User{id}");
    write("b.graphql", "query B{me{...F}} fragment F on User{username}");
    assertThat(read().find("a")).isEqualTo("query A{me{...F}} fragment F on User{id}");
  }

  @Test
  void aFragmentWithTwoMeaningsIsRefused() throws IOException {
    write("a.graphql", "fragment F on User{id}");
    write("b.graphql", "fragment F on User{username}");
    write("c.graphql", "query C{me{...F}}");
    assertThatThrownBy(this::read)
        .hasMessage("exist.documents.folder has two fragments `F`, in a.graphql and in b.graphql");
  }

  @Test
  void fragmentsThatUseEachOtherEnd() throws IOException {
    write("a.graphql", "query A{me{...F}}");
    write("b.graphql", "fragment F on User{...G} fragment G on User{...F}");
    assertThat(read().find("a")).contains("fragment G");
  }

  @Test
  void manifestsOfToolsAreRead() throws IOException {
    String text = "query A{__typename}";
    String hash = TrustedDocuments.sha256(text);
    write(
        "apollo.json",
        """
        {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [
          {"id": "%s", "name": "A", "type": "query", "body": "%s"}]}
        """
            .formatted(hash, text));
    write("relay.json", "{\"0123456789abcdef0123456789abcdef\": \"query B{me{id}}\"}");
    String other = "query C{__typename}";
    write(
        "codegen.json", "{\"sha256:%s\": \"%s\"}".formatted(TrustedDocuments.sha256(other), other));
    assertThat(read().find(hash)).isEqualTo(text);
    assertThat(read().find("sha256:" + hash)).isEqualTo(text);
    assertThat(read().find("SHA256:" + hash.toUpperCase(java.util.Locale.ROOT))).isEqualTo(text);
    assertThat(read().find("0123456789abcdef0123456789abcdef")).isEqualTo("query B{me{id}}");
    assertThat(read().find(TrustedDocuments.sha256("query B{me{id}}"))).isNotNull();
    assertThat(read().find(TrustedDocuments.sha256(other))).isEqualTo(other);
    assertThat(read().find("sha256:" + TrustedDocuments.sha256(other))).isEqualTo(other);
    assertThat(read().find("codegen")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{                | It is not valid JSON, or an object has a duplicate key",
        "[]               | It must be an object",
        "{\"a\": 1}       | `a` must be a document",
        "{\"a\": null}    | `a` must be a document",
        "{\"a\": \"x\", \"a\": \"y\"} | It is not valid JSON, or an object has a duplicate key",
        "{\"format\": \"other\"} | Of the manifests only version 1 of"
            + " apollo-persisted-query-manifest is supported",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 2} |"
            + " Of the manifests only version 1 of apollo-persisted-query-manifest is supported",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 1} |"
            + " `operations` must be a list",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 1, \"operations\": [{}]} |"
            + " Each of `operations` must have an `id`",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 1,"
            + " \"operations\": [{\"id\": \"a\"}]} | `a` must have a `body`",
      })
  void aManifestThatIsNoneIsNamedWithTheReason(String json, String reason) throws IOException {
    write("wrong.json", json);
    assertThatThrownBy(this::read)
        .hasMessage("exist.documents.folder has an invalid document, wrong.json: " + reason);
  }

  @Test
  void aDocumentThatCannotBeParsedIsNamed() throws IOException {
    write("wrong.graphql", "query {");
    assertThatThrownBy(this::read)
        .hasMessageStartingWith("exist.documents.folder has an invalid document, wrong.graphql: ");
    Files.delete(folder.resolve("wrong.graphql"));
    write("wrong.json", "{\"a\": \"query {\"}");
    assertThatThrownBy(this::read)
        .hasMessageStartingWith(
            "exist.documents.folder has an invalid document, wrong.json, `a`: ");
  }

  @Test
  void twoDocumentsWithOneIdAreRefused() throws IOException {
    write("a.graphql", "query A{__typename}");
    write("m.json", "{\"a\": \"query B{__typename}\"}");
    assertThatThrownBy(this::read)
        .hasMessage(
            "exist.documents.folder has two documents with the id `a`, in a.graphql and in m.json,"
                + " `a`");
  }
}
