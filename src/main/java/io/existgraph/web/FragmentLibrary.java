package io.existgraph.web;

import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fragments of several files by their names.
final class FragmentLibrary {
  private record FragmentSource(String file, FragmentDefinition fragment) {}

  private final Map<String, List<FragmentSource>> byName = new HashMap<>();

  static FragmentLibrary of(String file, Document document) {
    FragmentLibrary library = new FragmentLibrary();
    library.add(file, document);
    return library;
  }

  void add(String file, Document document) {
    for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      byName
          .computeIfAbsent(fragment.getName(), _ -> new ArrayList<>())
          .add(new FragmentSource(file, fragment));
    }
  }

  /// The fragments that a document uses without having them, directly or through others. A name
  /// that is unknown here is left to validation. A name with several meanings is an
  /// [IllegalArgumentException].
  List<FragmentDefinition> missing(Document document) {
    List<FragmentDefinition> missing = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Deque<SelectionSet> open = new ArrayDeque<>();
    for (FragmentDefinition own : document.getDefinitionsOfType(FragmentDefinition.class)) {
      known.add(own.getName());
      open.add(own.getSelectionSet());
    }
    document
        .getDefinitionsOfType(OperationDefinition.class)
        .forEach(operation -> open.add(operation.getSelectionSet()));
    while (!open.isEmpty()) {
      for (Selection<?> selection : open.remove().getSelections()) {
        switch (selection) {
          case Field field when field.getSelectionSet() != null ->
              open.add(field.getSelectionSet());
          case InlineFragment inline -> open.add(inline.getSelectionSet());
          case FragmentSpread spread when known.add(spread.getName()) -> {
            FragmentDefinition fragment = find(spread.getName());
            if (fragment != null) {
              missing.add(fragment);
              open.add(fragment.getSelectionSet());
            }
          }
          default -> {}
        }
      }
    }
    return missing;
  }

  private @Nullable FragmentDefinition find(String name) {
    List<FragmentSource> all = byName.getOrDefault(name, List.of());
    for (FragmentSource found : all) {
      if (!isSame(found, all.getFirst())) {
        throw new IllegalArgumentException(
            "exist.documents.folder has two fragments `%s`, in %s and in %s"
                .formatted(name, all.getFirst().file(), found.file()));
      }
    }
    return all.isEmpty() ? null : all.getFirst().fragment();
  }

  private static boolean isSame(FragmentSource one, FragmentSource other) {
    return AstPrinter.printAstCompact(one.fragment())
        .equals(AstPrinter.printAstCompact(other.fragment()));
  }
}
