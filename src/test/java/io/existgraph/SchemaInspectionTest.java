package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.execution.SchemaReport;

/// Every field of the schema has somebody who answers it.
@SpringBootTest
class SchemaInspectionTest {
  private static final AtomicReference<SchemaReport> REPORT = new AtomicReference<>();

  @Autowired GraphQlSource source;

  @TestConfiguration
  static class Inspection {
    @Bean
    GraphQlSourceBuilderCustomizer inspect() {
      return builder -> builder.inspectSchemaMappings(REPORT::set);
    }
  }

  @Test
  void nothingIsUnmapped() {
    assertThat(source.schema().getType("User")).isNotNull();
    SchemaReport report = REPORT.get();
    assertThat(report.unmappedFields()).isEmpty();
    assertThat(report.unmappedRegistrations()).isEmpty();
    assertThat(report.unmappedArguments()).isEmpty();
    assertThat(report.skippedTypes()).isEmpty();
  }
}
