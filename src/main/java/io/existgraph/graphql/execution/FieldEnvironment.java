package io.existgraph.graphql.execution;

import graphql.execution.ExecutionStepInfo;
import graphql.execution.MergedField;
import graphql.execution.directives.QueryDirectives;
import graphql.execution.directives.QueryDirectivesImpl;
import graphql.language.Field;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLType;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The environment of a data fetcher. All but the source is looked up when it is first used.
@SuppressWarnings("TypeParameterUnusedInFormals") // as the interface declares its getters
final class FieldEnvironment extends ExecutionEnvironment
    implements Supplier<DataFetchingEnvironment> {
  private final Position object;
  private final SelectedField field;
  private final @Nullable Object source;
  private final @Nullable Object localContext;

  /// `object` is where the source stands.
  FieldEnvironment(
      QueryExecution execution,
      Position object,
      SelectedField field,
      @Nullable Object source,
      @Nullable Object localContext) {
    super(execution);
    this.object = object;
    this.field = field;
    this.source = source;
    this.localContext = localContext;
  }

  /// Itself, as data fetchers that may do without want it.
  @Override
  public DataFetchingEnvironment get() {
    return this;
  }

  /// The same as GraphQL Java makes it, for code that takes no other.
  DataFetchingEnvironment copied() {
    return DataFetchingEnvironmentImpl.newDataFetchingEnvironment(context())
        .source(source)
        .localContext(localContext)
        .arguments(this::getArguments)
        .fieldDefinition(field.definition())
        .mergedField(field.field())
        .fieldType(field.definition().getType())
        .executionStepInfo(this::getExecutionStepInfo)
        .parentType(field.parentType())
        .selectionSet(getSelectionSet())
        .queryDirectives(getQueryDirectives())
        .level(getExecutionStepInfo().getPath().getLevel())
        .build();
  }

  @Nullable Object source() {
    return source;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as the interface has it
  public <T> T getSource() {
    return (T) source;
  }

  @Override
  public Map<String, Object> getArguments() {
    return execution.arguments(field);
  }

  @Override
  public boolean containsArgument(String name) {
    return getArguments().containsKey(name);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T> T getArgument(String name) {
    return (T) getArguments().get(name);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T getArgumentOrDefault(String name, T defaultValue) {
    return (T) getArguments().getOrDefault(name, defaultValue);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T> @Nullable T getLocalContext() {
    return (T) localContext;
  }

  @Override
  public GraphQLFieldDefinition getFieldDefinition() {
    return field.definition();
  }

  @Override
  @Deprecated
  public List<Field> getFields() {
    return field.field().getFields();
  }

  @Override
  public MergedField getMergedField() {
    return field.field();
  }

  @Override
  public Field getField() {
    return field.field().getSingleField();
  }

  @Override
  public GraphQLOutputType getFieldType() {
    return field.definition().getType();
  }

  @Override
  public ExecutionStepInfo getExecutionStepInfo() {
    return object.ofField(field).step(execution);
  }

  @Override
  public GraphQLType getParentType() {
    return field.parentType();
  }

  @Override
  public DataFetchingFieldSelectionSet getSelectionSet() {
    return execution.selectionSet(field, object);
  }

  @Override
  public QueryDirectives getQueryDirectives() {
    return new QueryDirectivesImpl(
        field.field(),
        getGraphQLSchema(),
        context().getCoercedVariables(),
        context().getNormalizedVariables(),
        getGraphQlContext(),
        getLocale());
  }
}
