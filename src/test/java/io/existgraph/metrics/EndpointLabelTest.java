package io.existgraph.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The endpoint label contains neither users nor attributes.
class EndpointLabelTest {
  @ParameterizedTest
  @CsvSource({
    "/api/1/users/$self/today/,                             /api/1/users/{}/today/",
    "/api/1/users/today/today/,                             /api/1/users/{}/today/",
    "/api/1/users/$self/attributes/?limit=31,               /api/1/users/{}/attributes/",
    "/api/1/users/josh/attributes/steps/?limit=100,         /api/1/users/{}/attributes/{}/",
    "/api/1/users/josh/attributes/values/,                  /api/1/users/{}/attributes/{}/",
    "/api/1/users/attributes/attributes/attributes/,        /api/1/users/{}/attributes/{}/",
    "/api/1/users/$self/insights/attribute/owned/?page=2,   /api/1/users/{}/insights/attribute/{}/",
    "/api/1/attributes/owned/,                              /api/1/attributes/owned/",
    "/api/1/attributes/update/,                             /api/1/attributes/update/",
    "/api/2/attributes/values/?attribute=secret&limit=100,  /api/2/attributes/values/",
    "/oauth2/access_token,                                  /oauth2/access_token/",
    "/never/heard/of,                                       /{}/{}/{}/",
  })
  void keepsKnownSegmentsOnly(String target, String label) {
    assertThat(EndpointLabel.of(target)).isEqualTo(label);
  }
}
