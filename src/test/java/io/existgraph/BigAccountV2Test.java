package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an account as large as the one in Exist's documentation costs over API v2: 98 attributes,
/// 71 averages, 479 correlations; and one of 150 attributes, whose lists have a second page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BigAccountV2Test extends GatewayTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final String WITH_VALUES = "/api/2/attributes/with-values/";
  private static int callers;

  private final MockWebServer scripted = new MockWebServer();
  private ConfigurableApplicationContext gateway;
  private volatile int attributes = 98;
  private volatile int insights = 40;
  private volatile String failing = "nothing";
  private volatile int status = 500;
  private volatile boolean isCounted = true;
  private volatile int maxPageSize = 100;
  private String caller;

  @BeforeAll
  void start() throws IOException {
    scripted.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            if (request.getTarget().contains(failing)) {
              return new MockResponse.Builder().code(status).body("{\"detail\":\"\"}").build();
            }
            return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(JSON.writeValueAsString(answer(request.getUrl())))
                .build();
          }
        });
    scripted.start();
    gateway =
        new SpringApplicationBuilder(ExistGraphApplication.class, GivenTime.class)
            .properties(
                "exist.api.version=v2",
                "exist.api.base-url=http://127.0.0.1:" + scripted.getPort(),
                "server.port=0")
            .run();
  }

  @AfterAll
  void stop() {
    gateway.close();
    scripted.close();
  }

  @BeforeEach
  void newCaller() throws InterruptedException {
    attributes = 98;
    insights = 40;
    failing = "nothing";
    status = 500;
    isCounted = true;
    maxPageSize = 100;
    caller = "Token caller-" + callers++;
    asked();
  }

  private Object answer(HttpUrl url) {
    return switch (url.encodedPath()) {
      case "/api/2/accounts/profile/" ->
          Map.of("username", "big", "timezone", "Australia/Melbourne");
      case "/api/2/averages/" ->
          page(
              url,
              71,
              index ->
                  Map.of("user_attribute", name(index), "date", "2026-11-22", "overall", index));
      case "/api/2/correlations/" -> page(url, 479, BigAccountV2Test::correlation);
      case "/api/2/insights/" ->
          page(
              url,
              insights,
              index ->
                  Map.of(
                      "created",
                      TODAY.minusDays(index) + "T09:00:00+11:00",
                      "text",
                      "text",
                      "type",
                      Map.of("name", "kind", "priority", 2)));
      default -> withValues(url);
    };
  }

  private static Map<String, Object> correlation(int number) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("date", "2026-11-22");
    row.put("attribute", name(number % 71));
    row.put("attribute2", name((number % 71 + 1 + number / 71) % 71));
    row.put("value", 0.5);
    return row;
  }

  private static String name(int number) {
    return "attribute_" + number;
  }

  private Object withValues(HttpUrl url) {
    String to = url.queryParameter("date_max");
    String among = url.queryParameter("attributes");
    int[] shown =
        IntStream.range(0, attributes)
            .filter(index -> among == null || Arrays.asList(among.split(",")).contains(name(index)))
            .toArray();
    String asked = url.queryParameter("days");
    int days = asked == null ? 0 : Integer.parseInt(asked);
    LocalDate last = to == null ? TODAY : LocalDate.parse(to);
    return page(url, shown.length, index -> attribute(shown[index], last, days));
  }

  private static Map<String, Object> attribute(int number, LocalDate last, int days) {
    List<Object> values = new ArrayList<>();
    for (int back = 0; back < days; back++) {
      values.add(Map.of("date", last.minusDays(back).toString(), "value", number));
    }
    return Map.of(
        "name",
        name(number),
        "label",
        "Attribute " + number,
        "group",
        Map.of("name", "group_" + number % 12),
        "value_type",
        0,
        "active",
        true,
        "values",
        values);
  }

  private Object page(HttpUrl url, int count, IntFunction<?> row) {
    int limit = Math.min(maxPageSize, Integer.parseInt(url.queryParameter("limit")));
    String asked = url.queryParameter("page");
    int page = asked == null ? 1 : Integer.parseInt(asked);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", isCounted ? count : null);
    json.put("next", page * limit < count ? "http://elsewhere.example/?page=" + (page + 1) : null);
    json.put(
        "results",
        IntStream.range((page - 1) * limit, Math.min(count, page * limit)).mapToObj(row).toList());
    return json;
  }

  /// The paths asked for since the last look.
  private List<String> asked() throws InterruptedException {
    List<String> paths = new ArrayList<>();
    while (scripted.getRequestCount() > seen) {
      paths.add(scripted.takeRequest().getUrl().encodedPath());
      seen++;
    }
    return paths;
  }

  private int seen;

  private Reply query(String document) {
    return askFor(document).withoutErrors();
  }

  private Reply askFor(String document) {
    int port = ((WebServerApplicationContext) gateway).getWebServer().getPort();
    return as(caller).to(port).query(document);
  }

  private void costs(int requests, String document) throws InterruptedException {
    query(document);
    assertThat(asked()).as(document).hasSize(requests);
    query(document);
    assertThat(asked()).as(document).isEmpty();
  }

  private static final List<String> LISTS =
      List.of(
          "me{attributes{name}}",
          "me{attributes{name value}}",
          "me{attributes{availableServices{name}}}",
          "ownedAttributes{name}",
          "attributeTemplates(includeLowPriority:true){name}");

  @Test
  void aPagePastTheEndIsAnEmptyOne() {
    attributes = 150;
    failing = "page=2";
    status = 404;
    isCounted = false;
    for (String list : LISTS) {
      JsonNode data = query("{" + list + "}").json().path("data");
      assertThat(list.startsWith("me") ? data.at("/me/attributes") : data.iterator().next())
          .as(list)
          .hasSize(100);
    }
  }

  @Test
  void aPageThatIsCountedAndMissingIsABadResponse() {
    attributes = 150;
    failing = "page=2";
    status = 404;
    for (String list : LISTS) {
      assertThat(askFor("{" + list + "}").codes())
          .as(list)
          .containsExactly("UPSTREAM_BAD_RESPONSE");
    }
  }

  @Test
  void todayCostsTwo() throws InterruptedException {
    costs(2, "{me{username groups{name attributes{name value}}}}");
  }

  @Test
  void aDashboardCostsFour() throws InterruptedException {
    costs(
        4,
        """
        {me{username groups{name attributes{name value values(last:7){date value}
          average{overall}}} insights(first:5){nodes{text}}}}\
        """);
  }

  @Test
  void aWeekOfEverythingCostsOneAndOneMoreForTheZone() throws InterruptedException {
    String week = "{me{attributes{name values(last:7){date value}}}}";
    costs(2, week);
    caller = "Token caller-" + callers++;
    query("{me{today}}");
    asked();
    costs(1, week);
  }

  @Test
  void aYearOfFourCostsTwelve() throws InterruptedException {
    costs(
        12,
        """
        {me{attributes(names:["attribute_1","attribute_2","attribute_3","attribute_4"]){label
          values(from:"2025-01-01",to:"2025-12-31"){date value}}}}\
        """);
  }

  @Test
  void theCorrelationsOfAllAttributesCostTheirPages() throws InterruptedException {
    costs(5 + 1, "{me{attributes{name correlations(first:100){nodes{value attribute2Name}}}}}");
    assertThat(
            query("{me{correlations(first:1){totalCount}}}")
                .at("me/correlations/totalCount")
                .asInt())
        .isEqualTo(479);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aFullExportCostsOneRequestForEachThirtyOneDays() throws InterruptedException {
    int rows = 0;
    LocalDate from = TODAY.minusDays(3217);
    while (from.isBefore(TODAY)) {
      LocalDate last = from.plusDays(15 * 31 - 1);
      LocalDate to = last.isBefore(TODAY) ? last : TODAY.minusDays(1);
      Reply reply =
          query(
              "{me{attributes{name values(from:\"%s\",to:\"%s\"){date value}}}}"
                  .formatted(from, to));
      assertThat(reply.at("me/attributes")).hasSize(98);
      for (var attribute : reply.at("me/attributes")) {
        for (var day : attribute.path("values")) {
          rows += day.path("value").isNumber() ? 1 : 0;
        }
      }
      from = to.plusDays(1);
    }
    assertThat(rows).isEqualTo(98 * 3217);
    assertThat(asked()).hasSize(104).containsOnly(WITH_VALUES);
  }

  @Test
  void aSecondPageIsReadWhereTheFirstTellsOfIt() throws InterruptedException {
    attributes = 150;
    String month = "{me{attributes{name label value values(last:31){date value}}}}";
    Reply reply = query(month);
    assertThat(reply.at("me/attributes")).hasSize(150);
    assertThat(reply.all("me/attributes", "value")).contains("0", "99", "100", "149");
    assertThat(asked()).hasSize(3);
    assertThat(query(month).at("me/attributes")).hasSize(150);
    Reply older =
        query("{me{attributes{name values(from:\"2026-01-01\",to:\"2026-02-20\"){value}}}}");
    assertThat(older.at("me/attributes/149/values/0/value").isNumber()).isTrue();
    assertThat(asked()).hasSize(2 * 2);
  }

  @Test
  void anAttributesInsightsAreLookedForAmongTheLatestThousandOnly() throws InterruptedException {
    insights = 2500;
    String query =
        "{me{attribute(name:\"attribute_1\"){insights(first:5){nodes{text}"
            + " pageInfo{hasNextPage}}}}}";
    Reply reply = query(query);
    assertThat(reply.at("me/attribute/insights/nodes")).isEmpty();
    assertThat(reply.at("me/attribute/insights/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(asked()).hasSize(10).containsOnly("/api/2/insights/");
    costs(0, query);
    assertThat(query("{me{insights(first:3){totalCount}}}").at("me/insights/totalCount").asInt())
        .isEqualTo(2500);
  }

  @Test
  void withoutItsSecondPageAListIsNotTakenForWhole() {
    attributes = 150;
    failing = "page=2";
    Reply reply = askFor("{me{username attributes{name}}}");
    assertThat(reply.at("me/attributes").isNull()).isTrue();
    assertThat(reply.at("me/username").asString()).isEqualTo("big");
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
  }

  @Test
  void ofAttributesWhoseWindowFailsThatIsTold() {
    query("{me{username}}");
    failing = "with-values";
    Reply reply =
        askFor(
            """
            {me{attributes(names:["attribute_1","attribute_2"]){label
              values(from:"2025-01-01",to:"2025-01-31"){value}}}}\
            """);
    assertThat(reply.at("me/attributes").isNull()).isTrue();
    assertThat(reply.codes()).containsExactly("UPSTREAM_ERROR");
  }

  @Test
  void aColdExportOfManyReadsBothPagesOfEachWindow() throws InterruptedException {
    attributes = 150;
    Reply reply =
        query("{me{attributes{label values(from:\"2026-01-01\",to:\"2026-02-20\"){value}}}}");
    assertThat(reply.at("me/attributes")).hasSize(150);
    assertThat(reply.at("me/attributes/149/values/50/value").isNumber()).isTrue();
    assertThat(asked()).hasSize(2 * 2).containsOnly(WITH_VALUES);
  }

  @Test
  void aListOfVerySmallPagesIsReadToItsEndOrRefused() {
    attributes = 250;
    maxPageSize = 4;
    assertThat(query("{me{attributes{name}}}").at("me/attributes")).hasSize(250);
    caller = "Token caller-" + callers++;
    maxPageSize = 2;
    assertThat(askFor("{me{attributes{name}}}").codes()).containsExactly("QUERY_TOO_COSTLY");
  }
}
