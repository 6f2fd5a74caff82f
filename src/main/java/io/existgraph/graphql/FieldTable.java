package io.existgraph.graphql;

import static io.existgraph.operation.planning.ResultSizes.sum;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.graphql.execution.SourceDataFetcher;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/// The fields of one type beside their schema: the keys that each loads, how many values it may
/// answer with, and, of a leaf, how it is read. `S` is the scope in which the look-ahead walks the
/// fields, `N` the type of their source objects.
final class FieldTable<S, N> {
  /// Collects the keys that a selected field loads, itself and below.
  @FunctionalInterface
  interface FieldKeyCollector<S> {
    void collect(S scope, SelectedField field, KeyCollector keys);
  }

  /// Estimates how many values a selected field answers with beside its object.
  @FunctionalInterface
  interface FieldSizeEstimator<S> {
    long estimate(S scope, SelectedField field, ResultSizes sizes);
  }

  /// A field's part of the table. Objects of one that is counted by itself are no part of the size
  /// of the object above.
  record FieldEntry<S>(
      FieldKeyCollector<S> keys, FieldSizeEstimator<S> size, boolean isCountedByItself) {}

  private final String type;
  private final Map<String, FieldEntry<S>> rows = new HashMap<>();
  private final Map<String, DataFetcher<?>> fetchers = new HashMap<>();

  private FieldTable(String type) {
    this.type = type;
  }

  static <S, N> FieldTable<S, N> of(String type) {
    return new FieldTable<>(type);
  }

  String type() {
    return type;
  }

  Map<String, FieldEntry<S>> rows() {
    return rows;
  }

  Map<String, DataFetcher<?>> fetchers() {
    return fetchers;
  }

  /// The same without what only the inspection of the schema needs.
  Map<String, DataFetcher<?>> directFetchers() {
    Map<String, DataFetcher<?>> direct = new HashMap<>();
    fetchers.forEach(
        (name, fetcher) ->
            direct.put(name, fetcher instanceof ObjectDataFetcher of ? of.fetcher() : fetcher));
    return direct;
  }

  /// Fields that load nothing.
  @CanIgnoreReturnValue
  FieldTable<S, N> plain(String... names) {
    for (String name : names) {
      field(name, (_, _, _) -> {});
    }
    return this;
  }

  /// A leaf that is read from its object.
  @CanIgnoreReturnValue
  FieldTable<S, N> leaf(String name, Function<N, ? extends @Nullable Object> read) {
    fetchers.put(name, new SourceDataFetcher<>(read));
    return plain(name);
  }

  /// A leaf whose value depends on its arguments, or on what it loads.
  @CanIgnoreReturnValue
  FieldTable<S, N> leaf(
      String name,
      FieldKeyCollector<S> keys,
      BiFunction<N, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    fetchers.put(name, fetcher(read));
    return field(name, keys);
  }

  @SuppressWarnings("NullAway") // only root fields have no source, and do not use it
  private DataFetcher<@Nullable Object> fetcher(
      BiFunction<N, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    return environment -> read.apply(environment.<N>getSource(), environment);
  }

  /// How the objects of a field are fetched where no controller's method is mapped to it: one of
  /// that class.
  @CanIgnoreReturnValue
  FieldTable<S, N> fetch(
      String name,
      Class<?> object,
      BiFunction<N, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    return fetch(name, ResolvableType.forClass(object), read);
  }

  /// A list of objects of that class.
  @CanIgnoreReturnValue
  FieldTable<S, N> fetchList(
      String name,
      Class<?> element,
      BiFunction<N, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    return fetch(name, ResolvableType.forClassWithGenerics(List.class, element), read);
  }

  /// A page of objects of that class.
  @CanIgnoreReturnValue
  FieldTable<S, N> fetchPage(
      String name,
      Class<?> node,
      BiFunction<N, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    return fetch(name, ResolvableType.forClassWithGenerics(RelayConnection.class, node), read);
  }

  private FieldTable<S, N> fetch(
      String name,
      ResolvableType returnType,
      BiFunction<N, DataFetchingEnvironment, ? extends @Nullable Object> read) {
    fetchers.put(name, new ObjectDataFetcher(type + "." + name, returnType, fetcher(read)));
    return this;
  }

  /// An object that is resolved by a controller's method.
  @CanIgnoreReturnValue
  FieldTable<S, N> field(String name, FieldKeyCollector<S> keys) {
    rows.put(name, new FieldEntry<>(keys, (_, _, _) -> 0, false));
    return this;
  }

  /// Objects that count by themselves.
  @CanIgnoreReturnValue
  FieldTable<S, N> counted(String name, FieldKeyCollector<S> keys, FieldSizeEstimator<S> size) {
    rows.put(name, new FieldEntry<>(keys, size, true));
    return this;
  }

  /// An object that counts with the one above, and what it leads to beside it.
  @CanIgnoreReturnValue
  FieldTable<S, N> within(String name, FieldKeyCollector<S> keys, FieldSizeEstimator<S> size) {
    rows.put(name, new FieldEntry<>(keys, size, false));
    return this;
  }

  /// Collects the keys of these fields. One with invalid arguments loads nothing.
  void collect(S scope, List<SelectedField> fields, KeyCollector keys) {
    for (SelectedField field : fields) {
      FieldEntry<S> row = rows.get(field.name());
      if (row != null && field.isValid()) {
        row.keys().collect(scope, field, keys);
      }
    }
  }

  /// The size of what these fields lead to.
  long size(S scope, List<SelectedField> fields, ResultSizes sizes) {
    return sum(fields, field -> size(scope, field, sizes));
  }

  private long size(S scope, SelectedField field, ResultSizes sizes) {
    FieldEntry<S> row = rows.get(field.name());
    return row == null || !field.isValid() ? 0 : row.size().estimate(scope, field, sizes);
  }

  /// The same with the object that the fields are selected on.
  long objectSize(S scope, List<SelectedField> fields, ResultSizes sizes) {
    return FieldTables.objectSize(fields) + size(scope, fields, sizes);
  }

  boolean isCountedByItself(String field) {
    FieldEntry<S> row = rows.get(field);
    return row != null && row.isCountedByItself();
  }
}
