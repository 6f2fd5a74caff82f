package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is returned of other users.
class OthersTest extends GatewayTest {
  @Test
  void aNameThatExistDoesNotKnowIsRememberedForAMinute() {
    for (int i = 0; i < 3; i++) {
      assertThat(demo().query("{user(username:\"nobody\"){username}}").at("user").isNull())
          .isTrue();
    }
    assertThat(sent()).hasSize(1);
    clock.pass(Duration.ofMinutes(2));
    demo().query("{user(username:\"nobody\"){username}}");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aPublicUserIsToldInOneRequestWithoutPrivateAttributes() {
    Reply reply =
        demo()
            .query(
                "{user(username:\"josh\"){id username isPrivate groups{name attributes{name"
                    + " value}}}}")
            .withoutErrors();
    assertThat(reply.at("user/username").asString()).isEqualTo("josh");
    assertThat(reply.at("user/groups")).isNotEmpty();
    assertThat(sent()).containsExactly("GET /api/1/users/josh/today/");
  }

  @Test
  void aPrivateUserIsAStub() {
    Reply reply =
        demo()
            .query(
                "{user(username:\"private_pat\"){username isPrivate today localTime"
                    + " groups{name}}}");
    assertThat(reply.withoutErrors().at("user/isPrivate").asBoolean()).isTrue();
    for (String untold : new String[] {"groups", "today", "localTime"}) {
      assertThat(reply.at("user/" + untold).isNull()).as(untold).isTrue();
    }
  }

  @Test
  void theAttributesOfAPrivateUserAreNullHoweverTheyAreAskedFor() {
    for (String fields :
        new String[] {
          "attribute(name:\"steps\"){name label valueType value today{date} group{name}}",
          "attribute(name:\"steps\"){values(last:3){date value}}",
          "attribute(name:\"steps\"){values(from:\"2026-11-01\",to:\"2026-11-02\"){value}}",
          "attribute(name:\"steps\"){correlations{nodes{value}}}",
          "attribute(name:\"nothing\"){name}",
          "attributes{name}",
          "tags{name}",
          "groups{name attributes{name}}"
        }) {
      Reply reply = demo().query("{user(username:\"private_pat\"){" + fields + "}}");
      String field = fields.substring(0, fields.indexOf(fields.contains("(") ? '(' : '{'));
      assertThat(reply.withoutErrors().at("user/" + field).isNull()).as(fields).isTrue();
    }
  }

  @Test
  void aPrivateUserIsNotAskedForAgain() {
    demo().query("{me{username}}");
    demo().query("{user(username:\"private_pat\"){attribute(name:\"steps\"){name value}}}");
    sent();
    demo()
        .query(
            "{user(username:\"private_pat\"){attribute(name:\"steps\"){name values(last:3){value}}"
                + " attributes{name}}}")
        .withoutErrors();
    assertThat(sent()).isEmpty();
  }

  @Test
  void whoIsNotThereIsNullWithoutAnError() {
    for (String name : new String[] {"nobody", "..", "a/b", ""}) {
      Reply reply =
          demo().with("name", name).query("query($name:String!){user(username:$name){username}}");
      assertThat(reply.withoutErrors().at("user").isNull()).isTrue();
    }
    assertThat(sent()).containsExactly("GET /api/1/users/nobody/today/");
  }

  @Test
  void whatExistTellsOfTheCallerAloneIsForbiddenAndNotAskedFor() {
    demo().query("{me{username}}");
    sent();
    Reply reply =
        demo()
            .query(
                """
                {user(username:"josh"){insights{nodes{text}} averages{overall}
                  attribute(name:"steps"){correlations{nodes{value}} average{overall}}}}\
                """);
    assertThat(reply.codes()).containsOnly("FORBIDDEN").hasSize(4);
    assertThat(sent()).allMatch(request -> request.startsWith("GET /api/1/users/josh/today/"));
  }

  @Test
  void forWhatIsForbiddenAltogetherNobodyIsAsked() {
    demo().query("{me{username}}");
    sent();
    Reply reply =
        demo().query("{user(username:\"josh\"){insights{nodes{text}} averages{overall}}}");
    assertThat(reply.codes()).containsExactly("FORBIDDEN", "FORBIDDEN");
    assertThat(sent()).isEmpty();
  }

  @Test
  void theCallersOwnNameIsTheCaller() {
    Reply reply = demo().query("{user(username:\"demo\"){insights(first:2){nodes{text}}}}");
    assertThat(reply.withoutErrors().at("user/insights/nodes")).hasSize(2);
  }

  @Test
  void valuesOfAPublicAttributeCanBeRead() {
    Reply reply =
        demo()
            .query(
                "{user(username:\"josh\"){attribute(name:\"steps\"){values(last:3){date value}}}}");
    assertThat(reply.withoutErrors().at("user/attribute/values")).hasSize(3);
  }
}
