package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kind of resource of a request.
class ExistRequestTest {
  @ParameterizedTest
  @CsvSource({
    "/api/1/users/$self/today/,                          POST today",
    "/api/1/users/$self/insights/?limit=100,             POST insights",
    "/api/1/users/$self/insights?limit=100,              POST insights",
    "/api/1/users/josh/attributes/steps/?limit=100,      POST attributes",
    "/api/1/attributes/owned/,                           POST attributes",
    "/api/2/attributes?page=2,                           POST attributes",
    "/api/1/users,                                       POST users",
    "/api/1/users/,                                      POST /api/1/users/",
    "/api/1/users/josh,                                  POST /api/1/users/josh",
    "/oauth2/access_token,                               POST /oauth2/access_token",
    "/x/,                                                POST /x/",
    "x,                                                  POST x",
  })
  void isTheSegmentBelowTheVersionAndTheUser(String target, String resource) {
    assertThat(ExistRequest.form(target, "").resource()).isEqualTo(resource);
  }
}
