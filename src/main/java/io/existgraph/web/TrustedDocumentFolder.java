package io.existgraph.web;

import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The folder of trusted documents: `*.graphql` files, which may use each other's fragments, and
/// `*.json` files as tools write them. What cannot be read is an [IllegalArgumentException] that
/// names the file and the reason.
record TrustedDocumentFolder(Path folder) {
  private static final String GRAPHQL = ".graphql";
  private static final String JSON = ".json";
  private static final String SETTING = "exist.documents.folder";

  List<TrustedDocument> read() {
    List<TrustedDocument> documents = new ArrayList<>(readFiles());
    for (Path file : files(JSON)) {
      documents.addAll(readManifest(file));
    }
    return documents;
  }

  private List<TrustedDocument> readFiles() {
    Map<Path, String> texts = new LinkedHashMap<>();
    Map<Path, Document> parsed = new LinkedHashMap<>();
    FragmentLibrary fragments = new FragmentLibrary();
    for (Path file : files(GRAPHQL)) {
      String text = text(file);
      Document document = parse(name(file), text);
      texts.put(file, text);
      parsed.put(file, document);
      fragments.add(name(file), document);
    }
    List<TrustedDocument> documents = new ArrayList<>();
    parsed.forEach(
        (file, document) -> {
          String id = name(file).substring(0, name(file).length() - GRAPHQL.length());
          String text = texts.getOrDefault(file, "");
          documents.add(
              TrustedDocument.of(name(file), id, text, document, fragments.missing(document)));
        });
    return documents;
  }

  private List<TrustedDocument> readManifest(Path file) {
    Map<String, String> byId;
    try {
      byId = DocumentManifest.read(Files.readAllBytes(file)).documents();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          SETTING + " has a file that cannot be read: " + name(file), unreadable);
    } catch (IllegalArgumentException wrong) {
      throw invalid(name(file), String.valueOf(wrong.getMessage()));
    }
    List<TrustedDocument> documents = new ArrayList<>();
    byId.forEach(
        (id, text) -> {
          String place = name(file) + ", `" + id + "`";
          documents.add(TrustedDocument.of(place, id, text, parse(place, text)));
        });
    return documents;
  }

  private List<Path> files(String ending) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(SETTING + " cannot be read", unreadable);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          SETTING + " has a file that is no text: " + name(file), unreadable);
    }
  }

  private static Document parse(String place, String text) {
    var options =
        ParserOptions.getDefaultOperationParserOptions()
            .transform(builder -> builder.captureLineComments(false));
    try {
      return Parser.parse(
          ParserEnvironment.newParserEnvironment()
              .document(DescriptionEraser.erased(text))
              .parserOptions(options)
              .locale(Locale.ENGLISH)
              .build());
    } catch (InvalidSyntaxException wrong) {
      throw invalid(place, String.valueOf(wrong.toInvalidSyntaxError().getMessage()));
    }
  }

  /// Why a document of the folder ends the start.
  static IllegalArgumentException invalid(String place, String reason) {
    String sentence = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    return new IllegalArgumentException(
        "%s has an invalid document, %s: %s".formatted(SETTING, place, sentence));
  }
}
