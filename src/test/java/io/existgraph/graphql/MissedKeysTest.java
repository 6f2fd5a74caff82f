package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.CountedBatches;
import io.existgraph.GatewayTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/// A field whose keys the look-ahead misses is loaded by a further batch.
@Import(CountedBatches.class)
@Isolated("takes fields out of the tables of all gateways")
class MissedKeysTest extends GatewayTest {
  @Autowired private CountedBatches batches;

  private Runnable restore = () -> {};

  @AfterEach
  void missNothing() {
    restore.run();
  }

  /// Makes the look-ahead skip a field.
  private void miss(String type, String field) {
    restore = miss(FieldTables.all().get(type), field);
  }

  private static <S> Runnable miss(FieldTable<S, ?> table, String field) {
    FieldTable.FieldEntry<S> row = table.rows().remove(field);
    return () -> table.rows().put(field, row);
  }

  private Reply answer(String query) {
    return demo().query(query).withoutErrors();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User      | username    | {me{username}}",
        "User      | attributes  | {me{attributes{name label value}}}",
        "User      | groups      | {me{groups{name attributes{name value}}}}",
        "User      | averages    | {me{averages{attributeName overall}}}",
        "User      | insights    | {me{insights(first:3){nodes{html}}}}",
        "Attribute | label       | {me{attribute(name:\"steps\"){label}}}",
        "Attribute | value       | {me{attribute(name:\"steps\"){value}}}",
        "Attribute | values      | {me{attribute(name:\"steps\"){values(last:60){value}}}}",
        "Attribute | values      | {me{attributes{values(last:5){value}}}}",
        "Attribute | goal        | {me{attribute(name:\"steps\"){goal{target progress}}}}",
        "Attribute | average     | {me{attribute(name:\"steps\"){average{overall"
            + " attribute{label}}}}}",
        "Attribute | correlations |"
            + " {me{attribute(name:\"steps\"){correlations{nodes{attribute2{label}}}}}}",
        "DailyValue | formatted  |"
            + " {me{attribute(name:\"weight\"){values(from:\"2026-11-20\",to:\"2026-11-20\"){formatted}}}}",
      })
  void isAnsweredRight(String type, String field, String query) {
    Reply expected = answer(query);
    forget("Token demo");
    exist.clearRequests();
    long before = batches.statistics().getBatchInvokeCount();
    miss(type, field);
    Reply reply = answer(query);
    assertThat(batches.statistics().getBatchInvokeCount()).isGreaterThan(before);
    assertThat(reply.json().path("data")).isEqualTo(expected.json().path("data"));
    assertThat(reply.exist().path("requests").asInt()).isEqualTo(sent().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{me{attribute(name:\"steps\"){today{movingAverage(days:9)}}}}",
        "{me{attributes{values(last:3,order:ASC){startsAt movingAverage}}}}",
        "{me{attribute(name:\"weight\"){values(from:\"2026-09-01\",to:\"2026-09-04\"){"
            + "number(units:PREFERRED) movingAverage(days:40) short:movingAverage(days:2)}}}}",
        "{me{attributes{summary(last:9,units:PREFERRED){mean min{movingAverage(days:3)"
            + " startsAt}}}}}",
        "{me{attribute(name:\"weight\"){buckets(by:WEEK,last:60){formatted(units:PREFERRED)}}}}",
        "{me{attributes{streak(last:20){longest{days}} goal{target(units:PREFERRED)}}}}",
        "{me{attribute(name:\"floors\"){streak{current{days}} average{monday(units:IMPERIAL)}}}}",
        "{me{days{date values{value formatted number(units:PREFERRED) attribute{label}}}}}",
        "{me{days(last:40){values(names:[\"weight\"]){formatted text}}}}",
        "{me{attribute(name:\"mood\"){correlations(first:2,orderBy:STRENGTH){nodes{"
            + "attribute2{label}}}}}}",
      })
  void noKeyOfADashboardIsMissed(String query) {
    long before = batches.statistics().getBatchInvokeCount();
    answer(query);
    assertThat(batches.statistics().getBatchInvokeCount()).isEqualTo(before);
  }

  @Test
  void missedKeysStayWithinTheLimitOfRequests() {
    miss("Attribute", "correlations");
    Reply reply =
        demo()
            .query(
                """
                {me{username attributes{
                  a:correlations(from:"2026-01-01"){totalCount}
                  b:correlations(from:"2026-02-01"){totalCount}
                  c:correlations(from:"2026-03-01"){totalCount}
                  d:correlations(from:"2026-04-01"){totalCount}}}}
                """);
    assertThat(reply.at("me/username").asString()).isEqualTo("demo");
    assertThat(reply.codes()).isNotEmpty().containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).hasSizeLessThanOrEqualTo(120);
  }
}
