package io.existgraph.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The tables know the fields of the schema: a field that is missed would load nothing ahead.
class FieldTablesTest {
  private static final Set<String> RESULTS =
      Set.of("AttributeUpdateResult", "AttributeOwnershipResult");

  @Test
  void everyFieldOfATypeIsInItsTable() throws IOException {
    TypeDefinitionRegistry schema =
        new SchemaParser().parse(Files.readString(Path.of("schema/exist.graphqls")));
    FieldTables.all()
        .forEach(
            (type, table) -> {
              var fields =
                  schema.getTypeOrNull(type, ObjectTypeDefinition.class).getFieldDefinitions();
              var names = fields.stream().map(FieldDefinition::getName).toList();
              if (RESULTS.contains(type)) { // what needs no loading is left out
                assertThat(names).as(type).containsAll(table.rows().keySet());
              } else {
                assertThat(table.rows().keySet())
                    .as(type)
                    .containsExactlyInAnyOrderElementsOf(names);
              }
            });
  }
}
