package io.existgraph.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// The media types of an answer, the one that wins a tie first.
enum ResponseMediaType {
  GRAPHQL("graphql-response+json"),
  JSON("json");

  private final String subtype;

  ResponseMediaType(String subtype) {
    this.subtype = subtype;
  }

  MediaType mediaType() {
    return new MediaType("application", subtype, StandardCharsets.UTF_8);
  }

  /// The status of an answer without data to a request that was understood.
  HttpStatus statusOfInvalid() {
    return this == JSON ? HttpStatus.OK : HttpStatus.BAD_REQUEST;
  }

  /// The type that these `Accept` headers prefer: JSON if they accept anything or are missing, null
  /// if they accept neither.
  static @Nullable ResponseMediaType among(List<String> accept) {
    if (accept.stream().allMatch(String::isBlank)) {
      return JSON;
    }
    try {
      return best(MediaType.parseMediaTypes(accept));
    } catch (InvalidMediaTypeException unreadable) {
      return null;
    }
  }

  private static @Nullable ResponseMediaType best(List<MediaType> ranges) {
    QualityMatch graphql = GRAPHQL.liking(ranges);
    QualityMatch json = JSON.liking(ranges);
    if (Math.max(graphql.quality(), json.quality()) == 0) {
      return null;
    }
    int order = Double.compare(graphql.quality(), json.quality());
    return order > 0 || (order == 0 && graphql.isNamed()) ? GRAPHQL : JSON;
  }

  /// The quality value of a type, and whether the header names it.
  private record QualityMatch(double quality, boolean isNamed) {}

  private QualityMatch liking(List<MediaType> ranges) {
    MediaType bare = new MediaType("application", subtype);
    MediaType closest = null;
    for (MediaType range : ranges) {
      if (range.includes(bare)
          && isUtf8(range)
          && (closest == null || rank(range) > rank(closest))) {
        closest = range;
      }
    }
    return closest == null
        ? new QualityMatch(0, false)
        : new QualityMatch(closest.getQualityValue(), rank(closest) == 2);
  }

  /// How closely a range names a type: `*/*` 0, `application/*` 1, the type itself 2.
  private static int rank(MediaType range) {
    if (range.isWildcardType()) {
      return 0;
    }
    return range.isWildcardSubtype() ? 1 : 2;
  }

  private static boolean isUtf8(MediaType range) {
    String charset = range.getParameter("charset");
    return charset == null
        || charset.replace("\"", "").toLowerCase(Locale.ROOT).equals("utf-8")
        || charset.equals("*");
  }
}
