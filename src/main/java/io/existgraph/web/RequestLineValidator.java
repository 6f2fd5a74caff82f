package io.existgraph.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Set;

/// The rules of the first line of a request and of its `Host`: those of RFC 9112 and RFC 3986, and
/// stricter ones where servers read a path differently. A proxy that let a path pass has then seen
/// the path that is routed here.
final class RequestLineValidator {
  private static final Set<HttpVersion> VERSIONS =
      Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
  private static final int MAX_METHOD = 32;
  private static final int MAX_PORT = 65_535;
  private static final String UNRESERVED = "-._~";
  private static final String OF_QUERIES = UNRESERVED + "!$&'()*+,;=:@/?";
  private static final int MAX_HOST = 255;
  private static final int MAX_PORT_DIGITS = 5;
  private static final int MAX_ADDRESS = 45;

  private RequestLineValidator() {}

  static boolean isValid(HttpRequest request) {
    return VERSIONS.contains(request.protocolVersion())
        && request.method().name().length() <= MAX_METHOD
        && isTarget(request.method(), request.uri())
        && isHost(request);
  }

  /// A path, with a query or without, or the `*` of OPTIONS.
  private static boolean isTarget(HttpMethod method, String target) {
    if (target.equals("*")) {
      return method.equals(HttpMethod.OPTIONS);
    }
    int end = target.indexOf('?');
    return end < 0
        ? isPath(target)
        : isPath(target.substring(0, end)) && isQuery(target.substring(end + 1));
  }

  /// Unreserved characters alone: no escape, no matrix parameter, no empty and no dot segment.
  private static boolean isPath(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    int start = 1;
    for (int at = 1; at < path.length(); at++) {
      if (path.charAt(at) != '/') {
        if (!isAmong(path.charAt(at), UNRESERVED)) {
          return false;
        }
      } else if (at == start || isDots(path.substring(start, at))) {
        return false;
      } else {
        start = at + 1;
      }
    }
    return !isDots(path.substring(start));
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  private static boolean isQuery(String query) {
    for (int at = 0; at < query.length(); at++) {
      char c = query.charAt(at);
      if (c == '%') {
        if (!isHexadecimal(query, at + 1) || !isHexadecimal(query, at + 2)) {
          return false;
        }
        at += 2;
      } else if (!isAmong(c, OF_QUERIES)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexadecimal(String text, int at) {
    return at < text.length()
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), 16) >= 0;
  }

  private static boolean isAmong(char c, String others) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || others.indexOf(c) >= 0;
  }

  /// One; HTTP/1.0 needs none.
  private static boolean isHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
    return hosts.size() == 1 && isAuthority(hosts.getFirst());
  }

  /// A name or an IPv4 address, either of which may be empty, or an IPv6 address in brackets; with
  /// a port or without.
  private static boolean isAuthority(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    int nameEnd = end < 0 ? host.length() : end;
    boolean isName = host.startsWith("[") ? isAddress(host, nameEnd - 1) : isName(host, nameEnd);
    return isName
        && (nameEnd == host.length() || (host.charAt(nameEnd) == ':' && isPort(host, nameEnd + 1)));
  }

  private static boolean isName(String host, int end) {
    for (int at = 0; at < end; at++) {
      if (!isAmong(host.charAt(at), UNRESERVED)) {
        return false;
      }
    }
    return end <= MAX_HOST;
  }

  private static boolean isAddress(String host, int end) {
    for (int at = 1; at < end; at++) {
      if (!isHexadecimal(host, at) && ".:".indexOf(host.charAt(at)) < 0) {
        return false;
      }
    }
    return end >= 3 && end <= MAX_ADDRESS + 1;
  }

  private static boolean isPort(String host, int start) {
    int port = 0;
    for (int at = start; at < host.length(); at++) {
      char c = host.charAt(at);
      if (c < '0' || c > '9') {
        return false;
      }
      port = port * 10 + (c - '0');
      if (port > MAX_PORT) {
        return false;
      }
    }
    return host.length() - start <= MAX_PORT_DIGITS;
  }
}
