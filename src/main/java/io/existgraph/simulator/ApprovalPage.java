package io.existgraph.simulator;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The page on which a user lets a client read and write for them, or doesn't.
final class ApprovalPage {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private ApprovalPage() {}

  static String question(Map<String, String> wish) {
    String kept =
        wish.entrySet().stream()
            .map(it -> hidden(it.getKey(), it.getValue()))
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
            .formatted(escaped(wish.getOrDefault("scope", "read")), kept));
  }

  static String refusal(String objection) {
    return page("<p>" + escaped(objection) + "</p>");
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

  /// Why the wish cannot even be answered by a redirect, or null when it can.
  static @Nullable String objection(Map<String, String> wish) {
    if (!ExistSimulator.CLIENT_ID.equals(wish.get("client_id"))) {
      return "There is no such client.";
    }
    return isSafe(wish.getOrDefault("redirect_uri", ""))
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
