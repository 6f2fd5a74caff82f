package io.existgraph.web;

import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import java.util.ArrayList;
import java.util.List;

/// A document of the folder of trusted documents: its place as messages name it, the ids that it is
/// called by, and its text with the fragments of other files that it uses. One without ids has
/// fragments alone and cannot be called.
record TrustedDocument(String place, List<String> ids, String text, Document parsed) {
  /// One that is complete as it stands.
  static TrustedDocument of(String place, String id, String text, Document parsed) {
    return new TrustedDocument(place, List.of(id, TrustedDocuments.sha256(text)), text, parsed);
  }

  /// One of a file; `others` are the fragments that it uses of other files.
  static TrustedDocument of(
      String file, String id, String text, Document parsed, List<FragmentDefinition> others) {
    boolean isCallable = !parsed.getDefinitionsOfType(OperationDefinition.class).isEmpty();
    List<String> ids = isCallable ? List.of(id, TrustedDocuments.sha256(text)) : List.of();
    StringBuilder joined = new StringBuilder(text);
    others.forEach(
        fragment -> joined.append('\n').append(AstPrinter.printAst(fragment)).append('\n'));
    Document complete = parsed.transform(builder -> others.forEach(builder::definition));
    return new TrustedDocument(file, ids, joined.toString(), complete);
  }

  boolean isCallable() {
    return !ids.isEmpty();
  }

  /// The document, and for each of several operations one with the fragments that it uses, since
  /// clients send operations one by one.
  List<Document> variants() {
    List<Document> all = new ArrayList<>(List.of(parsed));
    List<OperationDefinition> operations = parsed.getDefinitionsOfType(OperationDefinition.class);
    if (operations.size() > 1) {
      FragmentLibrary own = FragmentLibrary.of(place, parsed);
      for (OperationDefinition operation : operations) {
        Document alone = Document.newDocument().definition(operation).build();
        all.add(alone.transform(builder -> own.missing(alone).forEach(builder::definition)));
      }
    }
    return all;
  }
}
