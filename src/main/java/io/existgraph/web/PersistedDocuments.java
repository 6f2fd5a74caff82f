package io.existgraph.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.language.Document;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A lookup of the document of a request: in the request itself, among persisted ones, or among the
/// trusted ones.
final class PersistedDocuments {
  private static final int MAX_CHARACTERS = 4 << 20;
  private static final int MAX_VARIANTS = 1_000;

  private final TrustedDocuments trusted;
  private final Function<String, Document> parser;

  /// The hashes of texts that are equivalent to a trusted document.
  private final Cache<String, Boolean> variants =
      Caffeine.newBuilder().maximumSize(MAX_VARIANTS).build();

  private final Cache<String, String> brought =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .executor(Runnable::run) // so that there are never more
          .weigher((String hash, String text) -> hash.length() + text.length())
          .build();

  PersistedDocuments(TrustedDocuments trusted, Function<String, Document> parser) {
    this.trusted = trusted;
    this.parser = parser;
  }

  String find(RequestParameters asked) {
    String hash = hash(asked.extensions().get("persistedQuery"));
    String query = asked.query();
    if (query != null && !query.isBlank()) {
      return brought(query, hash);
    }
    String id = asked.documentId();
    if (id == null && hash == null) {
      throw RequestError.badRequest("`query` is missing.").asException();
    }
    return id == null ? byHash(String.valueOf(hash)) : byId(id);
  }

  private String brought(String query, @Nullable String hash) {
    if (hash != null && !TrustedDocuments.sha256(query).equals(hash.toLowerCase(Locale.ROOT))) {
      throw RequestError.badRequest("`sha256Hash` is not the hash of `query`.").asException();
    }
    if (trusted.isOnly()) {
      return trusted(query);
    }
    if (hash != null) {
      brought.put(hash.toLowerCase(Locale.ROOT), query);
    }
    return query;
  }

  /// The trusted document with this text, or this variant of one: clients print documents anew
  /// before they send them, and add `__typename`.
  private String trusted(String query) {
    String hash = TrustedDocuments.sha256(query);
    String text = trusted.find(hash);
    if (text != null) {
      return text;
    }
    if (variants.getIfPresent(hash) == null) {
      if (!isVariant(query)) {
        throw RequestError.badRequest("Only trusted documents are accepted.").asException();
      }
      variants.put(hash, true);
    }
    return query;
  }

  private boolean isVariant(String query) {
    try {
      return trusted.hasVariant(parser.apply(query));
    } catch (RequestErrorException _) { // too long, or not GraphQL
      return false;
    }
  }

  private String byHash(String hash) {
    String text = trusted.find(hash);
    if (text == null && !trusted.isOnly()) {
      text = brought.getIfPresent(hash.toLowerCase(Locale.ROOT));
    }
    if (text == null) {
      throw RequestError.unknownDocument().asException();
    }
    return text;
  }

  private String byId(String id) {
    String text = trusted.find(id);
    if (text == null) {
      throw RequestError.badRequest("No document has this `documentId`.").asException();
    }
    return text;
  }

  /// The hash that Apollo's clients send, null without one.
  private static @Nullable String hash(@Nullable Object persistedQuery) {
    if (persistedQuery == null) {
      return null;
    }
    if (persistedQuery instanceof Map<?, ?> members
        && members.get("version") instanceof Integer version
        && version == 1
        && members.get("sha256Hash") instanceof String hash) {
      return hash;
    }
    throw RequestError.badRequest("`persistedQuery` needs version 1 and a `sha256Hash`.")
        .asException();
  }
}
