package io.existgraph.web;

import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.ready.ReadyKey;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request of `/graphql` that a [ReadyAnswerHandler] may answer: one with nothing unusual in it,
/// after which the connection stays open. `origin` is an allowed one, null without.
///
/// `head` is everything but the body that an answer may depend on, as it was sent.
record RepeatableRequest(
    boolean isPost,
    int contentLength,
    Caller caller,
    String head,
    boolean acceptsGzip,
    @Nullable String origin) {
  static final int MAX_BODY_BYTES = 16 << 10;

  private static final String PATH = "/graphql";
  private static final List<AsciiString> UNUSUAL =
      List.of(
          AsciiString.cached("x-exist-explain"),
          AsciiString.cached("x-exist-trace"),
          HttpHeaderNames.CONTENT_ENCODING,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.EXPECT,
          AsciiString.cached("b3"),
          AsciiString.cached("x-b3-traceid"));
  private static final AsciiString TRACE_PARENT = AsciiString.cached("traceparent");

  /// What is usual depends on the settings. `isTraced` when a request without a trace may begin
  /// one.
  record RepeatabilityRules(
      AllowedOrigins origins, AcceptedEncoding.CompressionRules encodings, boolean isTraced) {}

  /// Null for a request that takes the full path.
  static @Nullable RepeatableRequest of(HttpRequest request, RepeatabilityRules rules) {
    HttpHeaders headers = request.headers();
    boolean isPost = request.method().equals(HttpMethod.POST);
    String uri = request.uri();
    String target = isPost ? (uri.equals(PATH) ? "" : null) : query(request.method(), uri);
    String accept = onlyOrEmpty(headers, HttpHeaderNames.ACCEPT);
    String type = onlyOrEmpty(headers, HttpHeaderNames.CONTENT_TYPE);
    String encodings = onlyOrEmpty(headers, HttpHeaderNames.ACCEPT_ENCODING);
    String origin = onlyOrEmpty(headers, HttpHeaderNames.ORIGIN);
    int length = length(headers, isPost);
    if (target == null
        || accept == null
        || type == null
        || encodings == null
        || origin == null
        || length < 0
        || !isPersistent(request)
        || isUnusual(headers, rules)
        || !isUsual(origin, headers, rules.origins())) {
      return null;
    }
    AcceptedEncoding encoding = AcceptedEncoding.of(encodings, rules.encodings());
    Caller caller =
        Credential.parse(headers.getAll(HttpHeaderNames.AUTHORIZATION))
            .map(Caller::of)
            .orElse(null);
    return encoding == AcceptedEncoding.OTHER || caller == null
        ? null
        : new RepeatableRequest(
            isPost,
            length,
            caller,
            (isPost ? "POST\n" : "GET\n") + accept + '\n' + type + '\n' + target + '\n',
            encoding == AcceptedEncoding.GZIP,
            origin.isEmpty() ? null : origin);
  }

  private static boolean isPersistent(HttpRequest request) {
    return request.decoderResult().isSuccess()
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && HttpUtil.isKeepAlive(request);
  }

  private static @Nullable String query(HttpMethod method, String uri) {
    return method.equals(HttpMethod.GET)
            && uri.startsWith(PATH + "?")
            && uri.length() <= MAX_BODY_BYTES
        ? uri.substring(PATH.length() + 1)
        : null;
  }

  /// The one value of a header, empty without any, null with several.
  private static @Nullable String onlyOrEmpty(HttpHeaders headers, AsciiString name) {
    String first = headers.get(name);
    if (first == null) {
      return "";
    }
    return headers.getAll(name).size() == 1 ? first : null;
  }

  /// The length of the body; -1 where it is not stated, or is too long for a key.
  private static int length(HttpHeaders headers, boolean isPost) {
    String stated = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (stated == null) {
      return isPost ? -1 : 0;
    }
    try {
      int length = Integer.parseInt(stated);
      boolean isUsual = isPost ? length > 0 && length <= MAX_BODY_BYTES : length == 0;
      return isUsual ? length : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static boolean isUnusual(HttpHeaders headers, RepeatabilityRules rules) {
    for (AsciiString name : UNUSUAL) {
      if (headers.contains(name)) {
        return true;
      }
    }
    for (String directive : headers.getAll(HttpHeaderNames.CACHE_CONTROL)) {
      if (directive.toLowerCase(Locale.ROOT).contains("no-cache")) {
        return true;
      }
    }
    String parent = headers.get(TRACE_PARENT);
    return parent == null ? rules.isTraced() : !isUnsampled(parent);
  }

  /// A W3C trace context whose flag `sampled` is off.
  private static boolean isUnsampled(String parent) {
    return parent.length() == 55 && parent.startsWith("00-") && parent.endsWith("-00");
  }

  /// None, or one whose pages may read answers, and which is not the gateway's own.
  private static boolean isUsual(String origin, HttpHeaders headers, AllowedOrigins allowed) {
    return origin.isEmpty()
        || (allowed.allows(origin) && !origin.endsWith("//" + headers.get(HttpHeaderNames.HOST)));
  }

  /// The key of its answer; `body` is empty unless it is a POST.
  ReadyKey key(byte[] body) {
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return new ReadyKey(caller.id(), all, acceptsGzip);
  }

  /// The method alone.
  @Override
  public String toString() {
    return isPost ? "POST" : "GET";
  }
}
