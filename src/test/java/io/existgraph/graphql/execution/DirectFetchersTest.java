package io.existgraph.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.existgraph.GatewayTest;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// Which fields of compiled queries Spring's decorator is around: those of controllers' methods.
class DirectFetchersTest extends GatewayTest {
  private static final String DASHBOARD =
      "{me{username localTime groups{name attributes{name value service{name}"
          + " values(last:7){date value} average{overall monday}}}"
          + " insights(first:5){nodes{created html type{name attribute{name}}}}}}";

  @Autowired private GraphQlSource source;
  @Autowired private DirectFetchers direct;

  private TreeSet<String> decorated(DirectFetchers fetchers) {
    GraphQLSchema schema = source.schema();
    var compiler = new SelectionCompiler(schema, fetchers, Map.of(), Map.of());
    var operation = (OperationDefinition) Parser.parse(DASHBOARD).getDefinitions().getFirst();
    TreeSet<String> found = new TreeSet<>();
    collect(compiler.selected(schema.getQueryType(), operation), found);
    return found;
  }

  private static void collect(SelectionSet selected, TreeSet<String> decorated) {
    for (SelectedField field : selected.fields()) {
      if (field.fetcher().getClass().getName().contains("ContextDataFetcherDecorator")) {
        decorated.add(selected.type().getName() + "." + field.definition().getName());
      }
      if (GraphQLTypeUtil.unwrapAll(field.definition().getType()) instanceof GraphQLObjectType of) {
        collect(field.selected(of), decorated);
      }
    }
  }

  @Test
  void fieldsOfTheTablesAreFetchedWithoutTheDecorator() {
    assertThat(decorated(DirectFetchers.NONE)).contains("Attribute.values", "User.localTime");
    assertThat(decorated(direct)).isEmpty();
  }
}
