package io.existgraph.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gateway's own documents by id: the name of the file without its ending, and the SHA-256 of
/// its text. `isOnly` when no others may be run.
public record TrustedDocuments(Map<String, String> texts, boolean isOnly) {
  private static final String ENDING = ".graphql";

  /// Reads the documents of a folder; none without one.
  public static TrustedDocuments in(@Nullable Path folder, boolean isOnly) {
    Map<String, String> texts = new HashMap<>();
    if (folder != null) {
      for (Path file : files(folder)) {
        String name = String.valueOf(file.getFileName());
        String text = read(file);
        texts.put(name.substring(0, name.length() - ENDING.length()), text);
        texts.put(sha256(text), text);
      }
    }
    return new TrustedDocuments(Map.copyOf(texts), isOnly);
  }

  private static List<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("exist.documents.folder cannot be read", unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "exist.documents.folder has a file that is no text: " + file.getFileName(), unreadable);
    }
  }

  @Nullable String find(String id) {
    return texts.get(id);
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
