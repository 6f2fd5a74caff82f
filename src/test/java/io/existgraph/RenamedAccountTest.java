package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An account whose owner changed its name at Exist.
class RenamedAccountTest extends GatewayTest {
  private static final String WHO = "{me{username attribute(name:\"steps\"){label}}}";

  private Reply afresh() {
    return demo().header("Cache-Control", "no-cache").query(WHO);
  }

  private void rename() {
    demo().query(WHO).withoutErrors();
    exist.rename("demo", "demi");
    clock.pass(Duration.ofMinutes(2));
  }

  /// Over v1, Exist gives an id. Over v2 the new name might be another user's, until the old one
  /// has not been answered for ten minutes.
  @Test
  void anAccountIsRecognisedByItsId() {
    rename();
    Reply reply = afresh();
    if (version().equals("v1")) {
      assertThat(reply.withoutErrors().at("me/username").asString()).isEqualTo("demi");
    } else {
      assertThat(reply.codes()).isNotEmpty().containsOnly("UPSTREAM_BAD_RESPONSE");
      clock.pass(Duration.ofMinutes(10));
      assertThat(afresh().codes()).isNotEmpty().containsOnly("UPSTREAM_BAD_RESPONSE");
    }
    assertThat(afresh().withoutErrors().at("me/username").asString()).isEqualTo("demi");
  }

  @Test
  void aWriteReachesTheOtherCredentialsOfARenamedAccount() {
    String weight = "{me{username attribute(name:\"weight\"){value}}}";
    as("Bearer demo").query("{me{username}}").withoutErrors();
    demo().query(weight).withoutErrors();
    exist.rename("demo", "demi");
    forget("Bearer demo");
    as("Bearer demo").query("{me{username}}").withoutErrors();
    as("Bearer demo")
        .query("mutation{updateAttributes(updates:[{name:\"weight\",value:71}]){failedCount}}")
        .withoutErrors();
    if (version().equals("v1")) {
      assertThat(demo().query(weight).at("me/attribute/value").asDouble()).isEqualTo(71);
    }
  }
}
