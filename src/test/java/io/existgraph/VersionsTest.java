package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/// Two gateways before one Exist, each asking another version of its API, answer the same.
class VersionsTest extends GatewayTest {
  private static final String DASHBOARD =
      """
      {me{username firstName timezone today imperialUnits units{distance weight temperature}
        groups{name label priority attributes{name label priority valueType unit service{label}
          value average{overall monday formatted} values(last:7){date value number text}}}
        averages{attributeName overall date}
        insights(first:30){totalCount nodes{created targetDate html
          type{name period priority attribute{name label}}}}
        attribute(name:"steps"){goal{target source formatted progress}
          averages(first:9){nodes{date overall}}
          insights(first:4){nodes{targetDate html}}
          correlations(first:100){nodes{date value p period attribute2Name attribute2{label}}}
          correlation(with:"floors"){value}}}}\
      """;

  private ConfigurableApplicationContext second;

  @BeforeEach
  void startTheSecond() {
    second =
        new SpringApplicationBuilder(ExistGraphApplication.class, GivenTime.class)
            .properties(
                "exist.api.version=v2",
                "exist.api.base-url=" + exist.address(),
                "server.port=0",
                "spring.main.allow-bean-definition-overriding=true")
            .run();
    exist.options(EXIST.omittingEmptyDays());
  }

  @AfterEach
  void stopTheSecond() {
    second.close();
  }

  private int port() {
    return ((WebServerApplicationContext) second).getWebServer().getPort();
  }

  /// As text, with moments as instants, and without the zeros that v1 shows on days without data.
  private static String reply(JsonNode node) {
    StringBuilder text = new StringBuilder();
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> text.append(name).append('=').append(reply(value)).append('\n'));
    } else if (node.isArray()) {
      node.forEach(child -> text.append(reply(child)).append(';'));
    } else if (node.isNumber() && node.doubleValue() == 0) {
      text.append("null");
    } else if (node.isBoolean() && !node.booleanValue()) {
      text.append("null");
    } else if (node.isString() && node.stringValue().matches("\\d{4}-.*T.*")) {
      text.append(OffsetDateTime.parse(node.stringValue()).toInstant());
    } else {
      text.append(node.isNumber() ? String.valueOf(node.doubleValue()) : node.asString());
    }
    return text.toString();
  }

  @Test
  void theDashboardIsTheSameOverBoth() {
    for (String caller : new String[] {"Token demo", "Token demo2"}) {
      Reply v1 = as(caller).query(DASHBOARD).withoutErrors();
      Reply v2 = as(caller).to(port()).query(DASHBOARD).withoutErrors();
      assertThat(reply(v2.json().path("data"))).isEqualTo(reply(v1.json().path("data")));
    }
    assertThat(sent())
        .anyMatch(request -> request.contains("/api/1/"))
        .anyMatch(request -> request.contains("/api/2/"));
  }
}
