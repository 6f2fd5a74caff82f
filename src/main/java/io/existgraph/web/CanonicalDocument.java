package io.existgraph.web;

import graphql.language.AstPrinter;
import graphql.language.AstTransformer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import java.util.stream.Collectors;

/// The hash of a document in its canonical form: the same for two that differ in blanks, comments,
/// the order of their definitions, and in the `__typename` that clients add to selections.
final class CanonicalDocument {
  private static final NodeVisitorStub WITHOUT_TYPENAME =
      new NodeVisitorStub() {
        @Override
        @SuppressWarnings("rawtypes") // as graphql-java declares it
        public TraversalControl visitField(Field field, TraverserContext<Node> context) {
          return isAdded(field)
              ? TreeTransformerUtil.deleteNode(context)
              : TraversalControl.CONTINUE;
        }
      };

  private CanonicalDocument() {}

  static String hash(Document document) {
    Document bare = (Document) new AstTransformer().transform(document, WITHOUT_TYPENAME);
    return TrustedDocuments.sha256(
        bare.getDefinitions().stream()
            .map(AstPrinter::printAstCompact)
            .sorted()
            .collect(Collectors.joining("\n")));
  }

  private static boolean isAdded(Field field) {
    return field.getName().equals("__typename")
        && field.getAlias() == null
        && field.getDirectives().isEmpty();
  }
}
