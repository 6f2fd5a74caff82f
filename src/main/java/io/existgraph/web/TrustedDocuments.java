package io.existgraph.web;

import graphql.language.Document;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The gateway's own documents by id. The ids of a `*.graphql` file are its name without the ending
/// and the SHA-256 of its text; the ids of a manifest are those in it and the SHA-256 of each text.
/// `isOnly` when no others may be run.
public final class TrustedDocuments {
  /// Tools write the algorithm before the hash, or leave it out.
  private static final Pattern SHA_256 = Pattern.compile("(?i)(?:sha256:)?([0-9a-f]{64})");

  private final List<TrustedDocument> documents;
  private final boolean isOnly;
  private final Map<String, TrustedDocument> byId = new HashMap<>();
  private final Set<String> canonical = new HashSet<>();

  private TrustedDocuments(List<TrustedDocument> documents, boolean isOnly) {
    this.documents = documents;
    this.isOnly = isOnly;
    for (TrustedDocument document : documents) {
      document.ids().forEach(id -> add(normalized(id), document));
      document.variants().forEach(variant -> canonical.add(CanonicalDocument.hash(variant)));
    }
  }

  /// Reads the documents of a folder; none without one.
  public static TrustedDocuments in(@Nullable Path folder, boolean isOnly) {
    return new TrustedDocuments(
        folder == null ? List.of() : new TrustedDocumentFolder(folder).read(), isOnly);
  }

  private void add(String id, TrustedDocument document) {
    TrustedDocument other = byId.putIfAbsent(id, document);
    if (other != null && !other.text().equals(document.text())) {
      throw new IllegalArgumentException(
          "exist.documents.folder has two documents with the id `%s`, in %s and in %s"
              .formatted(id, other.place(), document.place()));
    }
  }

  List<TrustedDocument> documents() {
    return documents;
  }

  boolean isOnly() {
    return isOnly;
  }

  @Nullable String find(String id) {
    TrustedDocument found = byId.get(normalized(id));
    return found == null ? null : found.text();
  }

  /// Whether a document is equivalent to one of these, or to one of their operations.
  boolean hasVariant(Document document) {
    return canonical.contains(CanonicalDocument.hash(document));
  }

  private static String normalized(String id) {
    Matcher hash = SHA_256.matcher(id);
    return hash.matches() ? hash.group(1).toLowerCase(Locale.ROOT) : id;
  }

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
