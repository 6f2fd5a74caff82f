package io.existgraph.graphql.execution;

import graphql.execution.MergedField;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.LightDataFetcher;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.SingletonPropertyDataFetcher;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A field selected on an object type, ready to be fetched and written. `index` is its number among
/// all of the operation.
final class SelectedField implements FieldValues.FieldFetch {
  /// How a property is read of sources of one class; `function` is null where the data fetcher has
  /// to.
  private record Accessor(Class<?> source, @Nullable Function<Object, @Nullable Object> function) {}

  private final int index;
  private final MergedField field;
  private final GraphQLObjectType parentType;
  private final GraphQLFieldDefinition definition;
  private final DataFetcher<?> fetcher;
  private final OutputType type;
  private final SelectionSets selections;
  private final byte[] name;
  private final @Nullable String property;
  private final @Nullable Function<Object, @Nullable Object> reader;
  private final byte @Nullable [] constant;
  private volatile @Nullable Accessor accessor;

  SelectedField(
      int index,
      MergedField field,
      GraphQLObjectType parentType,
      GraphQLFieldDefinition definition,
      DataFetcher<?> fetcher,
      SelectionSets selections) {
    this.index = index;
    this.field = field;
    this.parentType = parentType;
    this.definition = definition;
    this.fetcher = fetcher;
    this.type = OutputType.of(definition.getType());
    this.selections = selections;
    this.name = ascii('"' + field.getResultKey() + "\":");
    this.property = property(fetcher, definition);
    this.reader = reader(fetcher);
    this.constant =
        field.getName().equals("__typename") ? ascii('"' + parentType.getName() + '"') : null;
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static @Nullable String property(
      DataFetcher<?> fetcher, GraphQLFieldDefinition definition) {
    if (fetcher.getClass() == PropertyDataFetcher.class) {
      return ((PropertyDataFetcher<?>) fetcher).getPropertyName();
    }
    return fetcher.getClass() == SingletonPropertyDataFetcher.class ? definition.getName() : null;
  }

  @SuppressWarnings("unchecked") // the objects of a type are of one class
  private static @Nullable Function<Object, @Nullable Object> reader(DataFetcher<?> fetcher) {
    return fetcher instanceof SourceDataFetcher<?>(var read)
        ? (Function<Object, @Nullable Object>) read
        : null;
  }

  int index() {
    return index;
  }

  MergedField field() {
    return field;
  }

  GraphQLObjectType parentType() {
    return parentType;
  }

  GraphQLFieldDefinition definition() {
    return definition;
  }

  DataFetcher<?> fetcher() {
    return fetcher;
  }

  OutputType type() {
    return type;
  }

  /// What is selected of an object of that type, which the field has as its value.
  SelectionSet selected(GraphQLObjectType objectType) {
    return selections.of(objectType);
  }

  /// Its response key with quotes and colon.
  byte[] name() {
    return name;
  }

  /// The JSON of its value where that is known beforehand: of `__typename`.
  byte @Nullable [] constant() {
    return constant;
  }

  /// How its value is read of a source object alone; null where the data fetcher needs more.
  @Nullable Function<Object, @Nullable Object> reader(Object source) {
    if (reader != null) {
      return reader;
    }
    return property == null ? null : function(source.getClass(), property);
  }

  @Override
  public @Nullable Object fetch(FieldEnvironment environment) throws Exception {
    Object source = environment.source();
    if (source != null) {
      var read = reader(source);
      if (read != null) {
        return read.apply(source);
      }
    }
    return fetcher instanceof LightDataFetcher<?> light
        ? light.get(definition, source, environment)
        : fetcher.get(environment);
  }

  private @Nullable Function<Object, @Nullable Object> function(Class<?> source, String property) {
    Accessor known = accessor;
    if (known == null || known.source() != source) {
      known = new Accessor(source, PropertyAccessors.of(source, property));
      accessor = known;
    }
    return known.function();
  }
}
