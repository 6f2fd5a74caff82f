package io.existgraph;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/// The browser of a user who signs in to Django and authorizes a client.
final class DjangoBrowser {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]*?value=\"([^\"]*)\"");
  private static final Pattern PARAMETER = Pattern.compile("[?&]([^=&]+)=([^&#]*)");

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  DjangoBrowser(URI exist, String user) throws IOException, InterruptedException {
    URI login = exist.resolve("/login/");
    Map<String, String> form = hidden(http.send(get(login), BodyHandlers.ofString()).body());
    form.put("username", user);
    form.put("password", "pass " + user);
    post(login, form);
  }

  /// The parameters of the redirect to the client after the user has agreed, or of the refusal.
  Map<String, String> authorize(URI address) throws IOException, InterruptedException {
    HttpResponse<String> page = http.send(get(address), BodyHandlers.ofString());
    if (page.statusCode() == 200) {
      Map<String, String> form = hidden(page.body());
      form.put("allow", "Authorize");
      page = post(address, form);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(page.headers().firstValue("Location").orElse(""));
    while (matcher.find()) {
      parameters.put(matcher.group(1), URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static HttpRequest get(URI address) {
    return HttpRequest.newBuilder(address).build();
  }

  private HttpResponse<String> post(URI address, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(joining("&"));
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> hidden(String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(page);
    while (matcher.find()) {
      fields.put(matcher.group(1), HtmlUtils.htmlUnescape(matcher.group(2)));
    }
    return fields;
  }
}
