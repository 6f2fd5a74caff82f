package io.existgraph.simulator;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The HTML page of the OAuth2 flow on which a user approves or denies the access of a client.
final class ApprovalPage {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private ApprovalPage() {}

  static String form(Map<String, String> parameters) {
    String hiddenFields =
        parameters.entrySet().stream()
            .map(parameter -> hidden(parameter.getKey(), parameter.getValue()))
            .collect(Collectors.joining("\n"));
    return page(
        """
        <p>Demo client would like to act for <strong>demo</strong> (%s).</p>
        <form method="post" action="/oauth2/authorize">
        %s
        <button name="answer" value="allow">Allow</button>
        <button name="answer" value="deny">Deny</button>
        </form>\
        """
            .formatted(escaped(parameters.getOrDefault("scope", "read")), hiddenFields));
  }

  static String error(String message) {
    return page("<p>" + escaped(message) + "</p>");
  }

  private static String page(String content) {
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Exist with made-up data</title></head>
    <body><h1>Exist with made-up data</h1>
    %s
    </body>
    </html>
    """
        .formatted(content);
  }

  /// The error in parameters that must not be answered by a redirect (RFC 6749, section 4.1.2.1);
  /// null where there is none.
  static @Nullable String validationError(Map<String, String> parameters) {
    if (!ExistSimulator.CLIENT_ID.equals(parameters.get("client_id"))) {
      return "There is no such client.";
    }
    return isSafe(parameters.getOrDefault("redirect_uri", ""))
        ? null
        : "The redirect URI must be HTTPS, or HTTP on this machine.";
  }

  private static boolean isSafe(String text) {
    try {
      URI uri = URI.create(text);
      String host = uri.getHost();
      return host != null
          && uri.getRawFragment() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(escaped(name), escaped(value));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
