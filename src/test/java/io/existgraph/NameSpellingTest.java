package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tag that Exist spells in one Unicode normalisation form and the client in another: wherever it
/// is named the same tag is meant, and Exist reads its own spelling.
class NameSpellingTest extends GatewayOverHttp {
  private static final String CREDENTIAL = "Token spelling";
  private static final String NFC = "caf\u00e9";
  private static final String NFD = "cafe\u0301";
  private static final String TODAY = "2026-11-24";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final MockWebServer EXIST = new MockWebServer();
  private static volatile String existing = NFC;
  private static volatile int valueType;

  @DynamicPropertySource
  static void exist(DynamicPropertyRegistry settings) throws Exception {
    EXIST.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(answer(decoded(request), body(request)).replace("NAME", existing))
                .build();
          }
        });
    if (!EXIST.getStarted()) {
      EXIST.start();
    }
    settings.add("exist.api.base-url", () -> "http://127.0.0.1:" + EXIST.getPort());
  }

  private static String decoded(RecordedRequest request) {
    return URLDecoder.decode(request.getTarget(), StandardCharsets.UTF_8);
  }

  private static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  private static String answer(String target, String body) {
    if (!body.isEmpty()) {
      List<Object> written = new ArrayList<>();
      JSON.readTree(body).forEach(written::add);
      return JSON.writeValueAsString(Map.of("success", written, "failed", List.of()));
    }
    String path = target.replaceFirst("\\?.*", "");
    return switch (path.replaceFirst("/api/[12]/(users/\\$self/)?", "")) {
      case "today/" ->
          "{\"username\":\"spelling\",\"timezone\":\"Australia/Melbourne\",\"attributes\":["
              + "{\"group\":\"custom\",\"label\":\"Tags\",\"priority\":1,\"items\":["
              + item("attribute", "NAME", ",\"value\":1")
              + ","
              + item("attribute", "steps", ",\"value\":2")
              + "]}]}";
      case "accounts/profile/" ->
          "{\"username\":\"spelling\",\"timezone\":\"Australia/Melbourne\"}";
      case "attributes/" ->
          path.startsWith("/api/1/")
              ? "[" + withValues("attribute") + "]"
              : page(withValues("name"));
      case "attributes/with-values/" -> page(withValues("name"));
      case "averages/" -> path.startsWith("/api/1/") ? "[" + average() + "]" : page(average());
      case "correlations/combo/" -> correlation();
      case "insights/" -> page("");
      default -> {
        if (path.contains("/correlations/")) {
          yield page(correlation());
        }
        if (path.contains("/averages/")) {
          yield page(average());
        }
        yield path.contains("/insights/")
            ? page("")
            : page("{\"date\":\"" + TODAY + "\",\"value\":1}");
      }
    };
  }

  private static String page(String rows) {
    int count = rows.isEmpty() ? 0 : 1 + rows.split("\\},\\{\"(name|attribute)\"", -1).length - 1;
    return "{\"count\":" + count + ",\"next\":null,\"previous\":null,\"results\":[" + rows + "]}";
  }

  private static String item(String key, String name, String more) {
    return "{\"%s\":\"%s\",\"label\":\"%s\",\"priority\":1,\"active\":true,\"value_type\":%d%s}"
        .formatted(key, name, name, valueType, more);
  }

  private static String withValues(String key) {
    String values =
        ",\"group\":{\"name\":\"custom\",\"label\":\"Tags\",\"priority\":1},"
            + "\"values\":[{\"date\":\""
            + TODAY
            + "\",\"value\":1}]";
    return item(key, "NAME", values) + "," + item(key, "steps", values);
  }

  private static String average() {
    return "{\"attribute\":\"NAME\",\"date\":\"2026-11-22\",\"overall\":3,\"monday\":3}";
  }

  private static String correlation() {
    return "{\"date\":\"2026-11-22\",\"period\":7,\"attribute\":\"steps\",\"attribute2\":\"NAME\","
        + "\"value\":0.5,\"p\":0.01,\"stars\":5,\"second_person\":\"text\"}";
  }

  @AfterAll
  static void stop() {
    existing = NFC;
  }

  @BeforeEach
  void begin() throws InterruptedException {
    valueType = 0;
    clock.set(NOON);
    forget(CREDENTIAL);
    sent();
  }

  private static List<String> sent() throws InterruptedException {
    List<String> sent = new ArrayList<>();
    RecordedRequest next;
    while ((next = EXIST.takeRequest(0, TimeUnit.SECONDS)) != null) {
      sent.add(decoded(next) + " " + body(next));
    }
    return sent;
  }

  private JsonNode ask(String document, String name) {
    return as(CREDENTIAL).query(document.replace("NAME", name)).withoutErrors().json();
  }

  static List<String[]> reads() {
    List<String[]> rows = new ArrayList<>();
    for (String[] read :
        List.of(
            new String[] {
              "{me{attribute(name:\"NAME\"){name value values(last:40){value}}}}",
              "/data/me/attribute/name"
            },
            new String[] {
              "{me{attributes(names:[\"NAME\"]){name value}}}", "/data/me/attributes/0/name"
            },
            new String[] {
              "{me{attribute(name:\"steps\"){correlation(with:\"NAME\"){value attribute2{name}}}}}",
              "/data/me/attribute/correlation/attribute2/name"
            },
            new String[] {
              "{me{attribute(name:\"NAME\"){name correlation(with:\"steps\"){value}}}}",
              "/data/me/attribute/name"
            },
            new String[] {
              "{me{averages(names:[\"NAME\"]){attributeName overall}}}",
              "/data/me/averages/0/attributeName"
            },
            new String[] {
              "{me{attribute(name:\"NAME\"){name averages(first:2){nodes{overall}}"
                  + " insights(first:1){nodes{text}} correlations(first:1){nodes{value}}"
                  + " average{overall} goal{target}}}}",
              "/data/me/attribute/name"
            })) {
      rows.add(new String[] {read[0], read[1], NFC, NFD});
      rows.add(new String[] {read[0], read[1], NFD, NFC});
      rows.add(new String[] {read[0], read[1], NFD, NFD});
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadMeansTheSameTag(String document, String place, String spelling, String asked)
      throws InterruptedException {
    existing = spelling;
    for (int i = 0; i < 2; i++) { // from Exist, and from memory
      assertThat(ask(document, asked).at(place).asString()).isEqualTo(spelling);
    }
    assertThat(sent())
        .isNotEmpty()
        .noneMatch(request -> request.contains(spelling.equals(NFC) ? NFD : NFC));
  }

  @ParameterizedTest
  @CsvSource({NFC + "," + NFD, NFD + "," + NFC, NFD + "," + NFD})
  void anIdLeadsToTheSameTag(String spelling, String asked) throws InterruptedException {
    existing = spelling;
    String document = "{me{attribute(name:\"NAME\"){id}}}";
    String id = ask(document, asked).at("/data/me/attribute/id").asString();
    assertThat(ask(document, spelling).at("/data/me/attribute/id").asString()).isEqualTo(id);
    forget(CREDENTIAL);
    JsonNode node = ask("{node(id:\"" + id + "\"){...on Attribute{name value}}}", asked);
    assertThat(node.at("/data/node/name").asString()).isEqualTo(spelling);
    assertThat(node.at("/data/node/value").isNull()).isFalse();
    assertThat(sent()).noneMatch(request -> request.contains(spelling.equals(NFC) ? NFD : NFC));
  }

  List<String> writes() {
    return List.of(
        "mutation{updateAttributes(updates:[{name:\"NAME\",date:\"2026-11-23\",value:1}]){%s}}",
        "mutation{updateAttributes(updates:[{name:\"NAME\",value:1}]){%s}}",
        "mutation{acquireAttributes(attributes:[{name:\"NAME\"}]){%s}}",
        "mutation{releaseAttributes(names:[\"NAME\"]){%s}}");
  }

  @ParameterizedTest
  @CsvSource({NFC + "," + NFD, NFD + "," + NFC, NFD + "," + NFD})
  void aWriteIsSentAsExistSpellsIt(String spelling, String asked) throws InterruptedException {
    existing = spelling;
    for (String write : writes()) {
      forget(CREDENTIAL);
      String document = write.formatted("results{name status attribute{name}}");
      Reply plan =
          as(CREDENTIAL)
              .header("X-Exist-Explain", "true")
              .query(document.replace("NAME", asked))
              .withoutErrors();
      JsonNode results = ask(document, asked).path("data").iterator().next().path("results");
      assertThat(results.at("/0/status").asString()).as(write).isEqualTo("APPLIED");
      assertThat(results.at("/0/attribute/name").asString()).as(write).isEqualTo(spelling);
      List<String> sent = sent();
      assertThat(sent).hasSizeLessThanOrEqualTo(plan.exist().at("/plan/cost").asInt());
      assertThat(sent.stream().filter(request -> request.contains("[{")))
          .as(write)
          .singleElement()
          .asString()
          .contains("\"" + spelling + "\"");
    }
  }

  /// API v1 has no tags of their own.
  @ParameterizedTest
  @CsvSource({NFC, NFD})
  void tagsAreSpelledAsExistDoes(String spelling) {
    existing = spelling;
    valueType = 7;
    JsonNode tags = ask("{me{tags{name}}}", spelling).at("/data/me/tags");
    assertThat(tags.isNull() ? spelling : tags.at("/0/name").asString()).isEqualTo(spelling);
  }

  @Test
  void bothSpellingsInOneWriteAreOneItem() throws InterruptedException {
    existing = NFD;
    JsonNode reply =
        ask(
            "mutation{updateAttributes(updates:[{name:\"%s\",date:\"2026-11-23\",value:1},"
                    .formatted(NFC)
                + "{name:\"%s\",date:\"2026-11-23\",value:0}]){results{status}}}".formatted(NFD),
            "");
    assertThat(reply.at("/data/updateAttributes/results")).hasSize(2);
    assertThat(sent().stream().filter(request -> request.contains("[{")))
        .singleElement()
        .satisfies(
            request -> {
              JsonNode items = JSON.readTree(request.substring(request.indexOf('[')));
              assertThat(items).hasSize(1);
              assertThat(items.at("/0/name").asString()).isEqualTo(NFD);
            });
  }
}
