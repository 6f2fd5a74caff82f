package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.ApiFeature;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The root fields that need a credential, with the features of Exist's API that they need too. An
/// explanation, which runs no controller, consults the same table as the controllers.
final class RootFieldRequirements {
  private static final Map<String, Set<ApiFeature>> FEATURES =
      Map.ofEntries(
          Map.entry("me", Set.of()),
          Map.entry("user", Set.of()),
          Map.entry("node", Set.of()),
          Map.entry("nodes", Set.of()),
          Map.entry("ownedAttributes", Set.of()),
          Map.entry("attributeTemplates", Set.of(ApiFeature.TEMPLATES)),
          Map.entry("acquireAttributes", Set.of()),
          Map.entry("releaseAttributes", Set.of()),
          Map.entry("updateAttributes", Set.of()),
          Map.entry("incrementAttributes", Set.of(ApiFeature.INCREMENTS)),
          Map.entry("createAttributes", Set.of(ApiFeature.CREATION)));

  private RootFieldRequirements() {}

  /// Fails where the operation cannot run the field: without a credential or, which is checked
  /// after it, without a feature of the API.
  static void check(DataFetchingEnvironment environment, Operation operation) {
    var _ = operation.caller();
    Set<ApiFeature> features = FEATURES.getOrDefault(environment.getField().getName(), Set.of());
    if (!features.stream().allMatch(operation.api()::can)) {
      throw FailureExceptionResolver.notSupported().asException();
    }
  }

  static boolean areMet(
      List<SelectedField> roots, boolean isAuthenticated, Predicate<ApiFeature> isSupported) {
    return roots.stream()
        .map(root -> FEATURES.get(root.name()))
        .allMatch(
            features ->
                features == null || (isAuthenticated && features.stream().allMatch(isSupported)));
  }
}
