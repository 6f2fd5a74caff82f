package io.existgraph.exist.http;

import static io.existgraph.exist.http.FakeExchangeClient.response;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseOutcomeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | `` | SUCCESS",
        "202 | {} | SUCCESS",
        "206 | {} | UNREADABLE",
        "301 | {} | UNREADABLE",
        "304 | `` | UNREADABLE",
        "400 | {} | REJECTED",
        "400 | [{}] | REJECTED",
        "400 | `` | UNREADABLE",
        "400 | <html> | UNREADABLE",
        "401 | {} | UNAUTHENTICATED",
        "401 | `` | UNAUTHENTICATED",
        "401 | <html> | UNREADABLE",
        "401 | 'no' | UNREADABLE",
        "401 | [] | UNREADABLE",
        "402 | {} | REJECTED",
        "403 | {} | FORBIDDEN",
        "403 | `` | UNREADABLE",
        "403 | {'detail':'You do not have permission to perform this action.'} | FORBIDDEN",
        "403 | {'detail':'Invalid token.'} | UNAUTHENTICATED",
        "403 | {'detail':'Authentication credentials were not provided.'} | UNAUTHENTICATED",
        "403 | {'detail':'User inactive or deleted.'} | UNAUTHENTICATED",
        "403 | {'detail':'User inactive or deleted: josh'} | UNAUTHENTICATED",
        "403 | {'detail':'Request was throttled.'} | THROTTLED",
        "403 | Request was throttled. | UNREADABLE",
        "404 | {} | NOT_FOUND",
        "404 | `` | UNREADABLE",
        "404 | <html> | UNREADABLE",
        "405 | {} | REJECTED",
        "408 | {} | SERVER_ERROR",
        "408 | <html> | UNREADABLE",
        "410 | {} | REJECTED",
        "413 | {} | REJECTED",
        "413 | <html> | UNREADABLE",
        "415 | {} | REJECTED",
        "422 | {} | REJECTED",
        "425 | {} | SERVER_ERROR",
        "429 | {} | THROTTLED",
        "429 | `` | THROTTLED",
        "429 | <html> | UNREADABLE",
        "451 | {} | REJECTED",
        "500 | {} | SERVER_ERROR",
        "503 | `` | SERVER_ERROR",
        "502 | <html> | SERVER_ERROR",
      })
  void aStatusMeansWhatItSaysOnlyWithABodyOfExist(int status, String body, ResponseOutcome is) {
    String json = body == null ? "" : body.replace('\'', '"');
    assertThat(response(status, null, json).outcome()).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "200,{},true",
    "404,{},true",
    "404,<html>,false",
    "301,{},false",
    "400,{},true",
    "401,{},false",
    "403,{},false",
    "429,{},true",
    "502,{},true"
  })
  void whatExistDoesNotCountIsNotCounted(int status, String body, boolean isCounted) {
    assertThat(response(status, null, body).outcome().isCounted(status)).isEqualTo(isCounted);
  }
}
