package io.existgraph.web;

import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A calculator of the size of a document. Each fragment is measured once, so the work is that of
/// reading the document however often its fragments are spread.
final class DocumentSizeCalculator {
  private static final Set<String> META = Set.of("__schema", "__type");
  private static final Set<String> CIRCULAR =
      Set.of("fields", "inputFields", "interfaces", "possibleTypes");

  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, DocumentSize> measured = new HashMap<>();
  private final Map<String, Long> roots = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int directives;

  DocumentSizeCalculator(Document document) {
    for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      if (fragments.put(fragment.getName(), fragment) != null) {
        throw RequestError.invalid("Two fragments have the same name.").asException();
      }
    }
  }

  DocumentSize of(OperationDefinition operation) {
    count(operation);
    operation.getVariableDefinitions().forEach(this::count);
    return of(operation.getSelectionSet());
  }

  /// Of every fragment, even one that no operation spreads: it is validated all the same.
  DocumentSize ofLargestFragment() {
    DocumentSize largest = DocumentSize.NOTHING;
    for (String name : fragments.keySet()) {
      DocumentSize fragment = ofFragment(name);
      largest = fragment.selections() > largest.selections() ? fragment : largest;
    }
    return largest;
  }

  /// The directives of all that was measured so far.
  int directives() {
    return directives;
  }

  private DocumentSize of(@Nullable SelectionSet set) {
    DocumentSize sum = DocumentSize.NOTHING;
    if (set != null) {
      for (Selection<?> selection : set.getSelections()) {
        sum = sum.plus(of(selection));
      }
    }
    return sum;
  }

  private DocumentSize of(Selection<?> selection) {
    if (selection instanceof DirectivesContainer<?> container) {
      count(container);
    }
    return switch (selection) {
      case Field field -> of(field);
      case InlineFragment inline -> of(inline.getSelectionSet()).inFragment();
      case FragmentSpread spread -> ofFragment(spread.getName()).inFragment();
      default -> DocumentSize.NOTHING;
    };
  }

  private DocumentSize of(Field field) {
    DocumentSize selected = of(field.getSelectionSet());
    boolean isAlias = field.getAlias() != null;
    return META.contains(field.getName())
        ? selected.inMetaField(isAlias)
        : selected.inField(isAlias, CIRCULAR.contains(field.getName()));
  }

  private DocumentSize ofFragment(String name) {
    DocumentSize known = measured.get(name);
    FragmentDefinition fragment = fragments.get(name);
    if (known != null || fragment == null) {
      return known == null ? DocumentSize.NOTHING : known;
    }
    if (!open.add(name)) {
      throw RequestError.invalid("The fragments of the document are cyclic.").asException();
    }
    count(fragment);
    DocumentSize measure = of(fragment.getSelectionSet());
    open.remove(name);
    measured.put(name, measure);
    return measure;
  }

  /// How many fields an operation has at its root.
  long rootFields(OperationDefinition operation) {
    return rootFields(operation.getSelectionSet());
  }

  private long rootFields(SelectionSet set) {
    long sum = 0;
    for (Selection<?> selection : set.getSelections()) {
      sum += rootFields(selection);
    }
    return Math.min(DocumentSize.MAX, sum);
  }

  private long rootFields(Selection<?> selection) {
    return switch (selection) {
      case InlineFragment inline -> rootFields(inline.getSelectionSet());
      case FragmentSpread spread -> rootFields(spread);
      default -> 1;
    };
  }

  private long rootFields(FragmentSpread spread) {
    FragmentDefinition fragment = fragments.get(spread.getName());
    Long known = roots.get(spread.getName());
    if (fragment == null || known != null) {
      return known == null ? 0 : known;
    }
    long counted = rootFields(fragment.getSelectionSet());
    roots.put(spread.getName(), counted);
    return counted;
  }

  private void count(DirectivesContainer<?> container) {
    directives += container.getDirectives().size();
  }
}
