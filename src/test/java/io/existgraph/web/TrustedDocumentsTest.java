package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.existgraph.ExistGraphApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway that runs the documents of its own folder and no others.
@Execution(ExecutionMode.CONCURRENT) // has an application context of its own
@ResourceLock("TrustedDocumentsTest") // its tests run one after the other
class TrustedDocumentsTest extends HttpFace {
  private static final String TEXT = "query Trusted{__typename}\n";
  private static final String SEVERAL =
      "query One{me{id ...Names}} query Two{rateLimit{limit} me{...Names}}";

  @TempDir static Path folder;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Files.writeString(folder.resolve("trusted.graphql"), TEXT);
    Files.writeString(folder.resolve("README.md"), "not a document");
    Files.writeString(folder.resolve("several.graphql"), SEVERAL);
    Files.writeString(
        folder.resolve("names.graphql"),
        "fragment Names on User{username attributes(names:[\"mood\"]){name}}");
    Files.writeString(folder.resolve("manifest.json"), json(Map.of("md5", "query M{__typename}")));
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
  void theIdHasTheNamesThatClientsGiveIt() {
    String hash = "sha256:" + TrustedDocuments.sha256(TEXT);
    for (String name : List.of("documentId", "id", "doc_id")) {
      assertAnswered(post(json(Map.of(name, "trusted"))));
      assertAnswered(post(json(Map.of(name, hash))));
      assertAnswered(post(json(Map.of(name, "md5"))));
      assertAnswered(get(name, hash));
    }
    assertAnswered(post(json(Map.of("id", 7, "query", TEXT))));
    assertAnswered(get("id", "7", "query", TEXT));
    assertThat(post(json(Map.of("id", 7))).statusCode()).isEqualTo(400);
    var prefixed = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash));
    assertAnswered(post(json(Map.of("extensions", prefixed))));
  }

  /// Apollo and urql print a document anew, each operation with its fragments, and add to it.
  @Test
  void aDocumentThatAClientPrintedAnewIsTrusted() {
    String names =
        " fragment Names on User { username attributes(names: [\"mood\"]) { name __typename }"
            + " __typename }";
    for (int i = 0; i < 2; i++) {
      assertRun(post(json(Map.of("query", "query Trusted { __typename }"))));
      assertRun(post(json(Map.of("query", SEVERAL, "operationName", "One"))));
      assertRun(post(json(Map.of("query", names + "query One{me{__typename id ...Names}}"))));
      assertRun(
          post(
              json(
                  Map.of(
                      "query",
                      "query Two{rateLimit{limit __typename} me{...Names __typename}}" + names))));
    }
  }

  @Test
  void aDocumentThatAsksForMoreIsNotTrusted() {
    String names = "fragment Names on User{username attributes(names:[\"mood\"]){name}}";
    assertRun(post(json(Map.of("query", "query One{me{id ...Names}}" + names))));
    for (String other :
        List.of(
            "query One{me{id firstName ...Names}}" + names,
            "query One{me{id alias:__typename ...Names}}" + names,
            "query One{me{id ...Names}}" + names.replace("mood", "weight"),
            "query One($a:Int){me{id ...Names}}" + names,
            "query Other{me{id ...Names}}" + names,
            "mutation One{me{id ...Names}}" + names,
            "query One{me{id ...Names}} query Two{rateLimit{limit} me{id}}" + names,
            "query One{me{id __typename @include(if:false) ...Names}}" + names,
            "{" + "a ".repeat(3_000) + "}",
            "query")) {
      assertRefused(post(json(Map.of("query", other))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong.graphql | query W{me{nothing}} | nothing",
        "wrong.graphql | query W{me{...Absent}} | Absent",
        "wrong.graphql | fragment F on User{nothing} | nothing",
        "wrong.graphql | type Query{a:Int} | wrong.graphql",
        "wrong.json    | {\"a\":\"query W{me{nothing}}\"} | nothing",
      })
  void aDocumentThatIsNotValidEndsTheStartWithFileAndReason(
      String name, String text, String reason, @TempDir Path other) throws IOException {
    Files.writeString(other.resolve(name), text);
    Files.writeString(other.resolve("good.graphql"), TEXT);
    var application =
        new SpringApplicationBuilder(ExistGraphApplication.class)
            .properties("server.port=0", "exist.documents.folder=" + other);
    assertThatThrownBy(application::run)
        .rootCause()
        .hasMessageStartingWith("exist.documents.folder has an invalid document, " + name)
        .hasMessageContaining(reason);
  }

  @Test
  void aDocumentBeyondALimitEndsTheStart(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("large.graphql"), "{" + "__typename ".repeat(1_500) + "}");
    var application =
        new SpringApplicationBuilder(ExistGraphApplication.class)
            .properties("server.port=0", "exist.documents.folder=" + other);
    assertThatThrownBy(application::run)
        .rootCause()
        .hasMessageStartingWith("exist.documents.folder has an invalid document, large.graphql: ");
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

  /// Without a credential there is no data, but what was sent has been executed.
  private static void assertRun(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(body(response).has("data")).as(response.body()).isTrue();
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).isEqualTo("Only trusted documents are accepted.");
  }

  private static void assertAnswered(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(body(response).at("/data/__typename").asString()).isEqualTo("Query");
  }
}
