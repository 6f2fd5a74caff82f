package io.existgraph;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.jackson.JacksonMixin;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/// The classes of which Spring makes beans, none of which it looks for.
class ImportedConfigurationTest {
  @Test
  void eachComponentIsImported() {
    Set<String> components =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.existgraph")
                .stream()
                .filter(metaAnnotatedWith(Component.class))
                .filter(type -> !type.isAnnotatedWith(ManagementContextConfiguration.class))
                .filter(type -> !type.isAnnotation())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(components).hasSizeGreaterThan(20).isEqualTo(imported());
  }

  /// [ExistGraphApplication] takes away the packages in which Spring Boot looks for mixins.
  @Test
  void thereAreNoMixinsToFind() {
    assertThat(new ClassFileImporter().importPackages("io.existgraph"))
        .hasSizeGreaterThan(500)
        .noneMatch(type -> type.isAnnotatedWith(JacksonMixin.class));
  }

  private static Set<String> imported() {
    Set<Class<?>> found = new HashSet<>();
    collect(ExistGraphApplication.class, found);
    return found.stream().map(Class::getName).collect(Collectors.toSet());
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    found.add(type);
    Import imports = type.getAnnotation(Import.class);
    if (imports != null) {
      for (Class<?> each : imports.value()) {
        collect(each, found);
      }
    }
  }
}
