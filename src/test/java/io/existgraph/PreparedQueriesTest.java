package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQLContext;
import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.ready.PreparedQuery;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.test.context.TestPropertySource;

/// Which requests prepared queries answer, for whom, and what they keep of the request that they
/// were prepared from.
@TestPropertySource(properties = "exist.cache.ready-bytes=0")
class PreparedQueriesTest extends GatewayTest {
  private static final String QUERY = "{me{username localTime attributes{name value}}}";

  @Autowired private MeterRegistry meters;
  @Autowired private WebGraphQlHandler handler;

  private double executed() {
    return meters.get("existgraph.ready").tag("result", "prepared").counter().count();
  }

  @Test
  void theSecondOfEqualRequestsIsPrepared() {
    double before = executed();
    Reply first = demo().query(QUERY).withoutErrors();
    assertThat(executed() - before).isZero();
    Reply second = demo().query(QUERY).withoutErrors();
    assertThat(executed() - before).isEqualTo(1);
    assertThat(second.json().path("data")).isEqualTo(first.json().path("data"));
    assertThat(second.exist().path("requests").asInt()).isZero();
  }

  @Test
  void aQueryThatOneCallerPreparedHasTheDataOfAnother() {
    demo().query(QUERY).withoutErrors();
    demo().query(QUERY).withoutErrors();
    double before = executed();
    assertThat(as("Token demo2").query(QUERY).at("me/username").asString()).isEqualTo("demo2");
    assertThat(executed() - before).as("its cache is empty").isZero();
    assertThat(as("Token demo2").query(QUERY).at("me/username").asString()).isEqualTo("demo2");
    assertThat(executed() - before).isEqualTo(1);
    assertThat(as("Token nobody").query(QUERY).codes()).contains("UNAUTHENTICATED");
    assertThat(executed() - before).isEqualTo(1);
  }

  @Test
  void whatAsksExistNothingIsPreparedForCredentialsItNeverSaw() {
    String query = "{__typename}";
    for (int i = 0; i < 3; i++) {
      double before = executed();
      as("Token never" + i).query(query).withoutErrors();
      assertThat(executed() - before).isEqualTo(i == 0 ? 0 : 1);
      assertThat(as("Token never" + i).query("{me{id}}").codes()).isEmpty();
      double after = executed();
      assertThat(as("Token never" + i).query("{me{id}}").codes()).isEmpty();
      assertThat(executed()).isEqualTo(after);
    }
  }

  @Test
  void whatHasExpiredIsReadByTheFullExecution() {
    demo().query(QUERY).withoutErrors();
    demo().query(QUERY).withoutErrors();
    double before = executed();
    clock.pass(Duration.ofDays(2));
    assertThat(demo().query(QUERY).withoutErrors().exist().path("requests").asInt()).isPositive();
    assertThat(executed() - before).isZero();
  }

  @Test
  void nothingIsKeptOfTheRequestThatItWasPreparedFrom() {
    String document = "{me{username attribute(name:\"steps\"){values(last:3){value}}}}";
    GraphQLContext[] request = new GraphQLContext[1];
    PreparedQuery prepared = prepared(document, request);
    WeakReference<GraphQLContext> kept = new WeakReference<>(request[0]);
    request[0] = null;
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(kept.get()).isNull();
            });
    PreparedQuery.PreparedResponse response =
        prepared.execute(Caller.of(new Credential("Token demo")));
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("demo");
  }

  private PreparedQuery prepared(String document, GraphQLContext[] request) {
    request[0] = new EngineRequests(handler, "Token demo", true).context(document, Map.of());
    Supplier<PreparedQuery> query = request[0].get(PreparedQuery.CONTEXT_KEY);
    return query.get();
  }
}
