package io.existgraph;

import io.existgraph.simulator.ExistSimulator;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/// The user's part of signing in: they allow what an app asks for.
final class Approval {
  /// Where they are sent back to.
  static final String BACK = "http://localhost/back";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Approval() {}

  /// The code that they are sent back with. The scope is encoded as in a form.
  static String code(ExistSimulator exist, String scope) {
    String form =
        "client_id=%s&response_type=code&answer=allow&scope=%s&redirect_uri=%s"
            .formatted(ExistSimulator.CLIENT_ID, scope, BACK);
    var request =
        HttpRequest.newBuilder(exist.address().resolve("/oauth2/authorize"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.discarding());
      String back = answer.headers().firstValue("Location").orElseThrow();
      return URLDecoder.decode(back.replaceAll(".*code=", ""), StandardCharsets.UTF_8);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
