package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.existgraph.ExistGraphApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway that runs the documents of its own folder and no others.
class TrustedDocumentsTest extends HttpFace {
  private static final String TEXT = "query Trusted{__typename}\n";

  @TempDir static Path folder;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Files.writeString(folder.resolve("trusted.graphql"), TEXT);
    Files.writeString(folder.resolve("README.md"), "not a document");
    settings.add("exist.documents.folder", folder::toString);
    settings.add("exist.documents.only", () -> true);
  }

  @Test
  void aTrustedDocumentIsCalledByItsHashOrItsName() {
    assertAnswered(post(json(Map.of("extensions", PersistedDocumentsTest.persisted(TEXT)))));
    var byName = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", "trusted"));
    assertAnswered(post(json(Map.of("extensions", byName))));
    assertAnswered(post(json(Map.of("documentId", "trusted"))));
    assertAnswered(post(json(Map.of("documentId", TrustedDocuments.sha256(TEXT)))));
    assertAnswered(get("documentId", "trusted"));
    assertAnswered(post(json(Map.of("query", TEXT))));
  }

  @Test
  void anotherDocumentIsRefused() {
    String other = "{__typename}";
    assertRefused(post(json(Map.of("query", other))));
    assertRefused(
        post(json(Map.of("query", other, "extensions", PersistedDocumentsTest.persisted(other)))));
    assertRefused(get("query", other));
    assertThat(code(post(json(Map.of("extensions", PersistedDocumentsTest.persisted(other))))))
        .isEqualTo("PERSISTED_QUERY_NOT_FOUND");
    assertThat(post(json(Map.of("documentId", "README"))).statusCode()).isEqualTo(400);
    assertThat(post(json(Map.of("documentId", "../trusted"))).statusCode()).isEqualTo(400);
  }

  @Test
  void aFolderThatIsMissingFailsTheStart() {
    var application =
        new SpringApplicationBuilder(ExistGraphApplication.class)
            .properties("server.port=0", "exist.documents.folder=/nowhere");
    assertThatThrownBy(application::run)
        .rootCause()
        .hasMessage("exist.documents.folder must be a folder that exists");
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).isEqualTo("Only the documents of this gateway may be run.");
  }

  private static void assertAnswered(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(body(response).at("/data/__typename").asString()).isEqualTo("Query");
  }
}
