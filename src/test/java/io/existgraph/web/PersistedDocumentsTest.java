package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Documents that are called by their hash, as Apollo's clients do it.
class PersistedDocumentsTest extends HttpFace {
  @Test
  void aDocumentIsBroughtOnceAndThenCalledByItsHash() {
    String document = "query Brought{__typename}";
    assertMissing(post(json(Map.of("extensions", persisted(document)))));
    String both = json(Map.of("query", document, "extensions", persisted(document)));
    assertAnswered(post(both));
    assertAnswered(post(json(Map.of("extensions", persisted(document)))));
    assertAnswered(get("extensions", json(persisted(document))));
  }

  @Test
  void aDocumentMayBeBroughtByGet() {
    String document = "query ByGet{__typename}";
    assertMissing(get("extensions", json(persisted(document))));
    assertAnswered(get("query", document, "extensions", json(persisted(document))));
    assertAnswered(get("extensions", json(persisted(document))));
  }

  @Test
  void aPersistedMutationIsNotRunByGet() {
    String document = "mutation ByGet{__typename}";
    post(json(Map.of("query", document, "extensions", persisted(document))));
    assertThat(get("extensions", json(persisted(document))).statusCode()).isEqualTo(405);
  }

  @Test
  void aHashThatIsNotThatOfTheDocumentIsABadRequest() {
    assertBad(Map.of("query", "{__typename}", "extensions", persisted("{me{id}}")));
  }

  @Test
  void aPersistedQueryThatCannotBeReadIsABadRequest() {
    assertBad(Map.of("extensions", Map.of("persistedQuery", "x")));
    assertBad(Map.of("extensions", Map.of("persistedQuery", Map.of("version", 1))));
    assertBad(
        Map.of("extensions", Map.of("persistedQuery", Map.of("version", 2, "sha256Hash", "a"))));
    assertBad(
        Map.of("extensions", Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", 1))));
    assertBad(Map.of("documentId", "nothing"));
  }

  @Test
  void theSpaceForDocumentsIsBounded() {
    int found = 0;
    for (int i = 0; i < 30; i++) {
      String document = padded(i);
      post(json(Map.of("query", document, "extensions", persisted(document))));
    }
    for (int i = 0; i < 30; i++) {
      var response = post(json(Map.of("extensions", persisted(padded(i)))));
      found += response.body().contains("NotFound") ? 0 : 1;
    }
    assertThat(found).isBetween(1, 10); // of 4 million characters
  }

  private static String padded(int number) {
    return "query Padded" + number + "{__typename}" + " ".repeat(400_000);
  }

  static Map<String, Object> persisted(String document) {
    String hash = TrustedDocuments.sha256(document);
    return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash));
  }

  private void assertBad(Map<String, Object> request) {
    var response = post(json(request));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("BAD_REQUEST");
  }

  private static void assertMissing(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(message(response)).isEqualTo("PersistedQueryNotFound");
    assertThat(code(response)).isEqualTo("PERSISTED_QUERY_NOT_FOUND");
  }

  private static void assertAnswered(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body(response).at("/data/__typename").asString()).isEqualTo("Query");
  }
}
