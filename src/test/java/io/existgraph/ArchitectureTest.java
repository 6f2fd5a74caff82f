package io.existgraph;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The dependencies between packages, as drawn in the documentation of the root package.
class ArchitectureTest {
  private static final String ROOT = "io.existgraph";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest(name = "{0} imports only {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "logging            | ''",
        "model              | ''",
        "credential         | ''",
        "statistics         | ''",
        "time               | ''",
        "data               | model time",
        "ratelimit          | credential time",
        "cache              | model data credential",
        "view               | model data cache",
        "exist              | model credential data view cache ratelimit",
        "exist.tree         | ''",
        "exist.http         | exist exist.tree credential ratelimit time",
        "exist.json         | exist exist.http exist.tree model data",
        "exist.client       | exist exist.http exist.json model credential data view ratelimit"
            + " time",
        "exist.v1           | exist exist.client exist.http exist.json exist.tree model data view"
            + " time",
        "exist.v2           | exist exist.client exist.http exist.json exist.tree model data view"
            + " time",
        "relay              | credential model data exist",
        "operation.planning | model credential data view exist relay",
        "operation          | operation.planning model credential data view exist cache ratelimit"
            + " time",
        "write              | operation operation.planning model credential data view exist cache"
            + " ratelimit",
        "graphql            | model credential data view exist operation operation.planning relay"
            + " write ratelimit ready logging graphql.execution statistics time",
        "graphql.execution  | ''",
        "redis              | redis.codec credential ratelimit cache data model exist write time",
        "redis.codec        | credential data model write",
        "ready              | operation credential ratelimit time",
        "web                | graphql.execution logging ready credential",
        "metrics            | exist data credential ready redis time",
        "simulator          | model",
      })
  void aPackageImportsOnlyItsNeighbours(String name, String neighbours) {
    String[] allowed =
        Stream.concat(Stream.of(name), Arrays.stream(neighbours.split(" ")))
            .map(neighbour -> ROOT + "." + neighbour)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(ROOT + ".."))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void theDomainModelDependsOnJavaAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".model", ROOT + ".credential")
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    ROOT + ".model", ROOT + ".credential", "java..", "org.jspecify..")))
        .check(CLASSES);
  }

  @Test
  void noPackageImportsTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT))
        .check(CLASSES);
  }

  @Test
  void micrometerIsConfinedToMetricsAndTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".metrics", ROOT)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.micrometer.core..", "io.micrometer.tracing..", ROOT + ".metrics"))
        .check(CLASSES);
  }

  @Test
  void lettuceIsConfinedToRedis() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".redis")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.lettuce.."))
        .check(CLASSES);
  }

  @Test
  void theHttpClientIsConfinedToExistHttpAndTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".exist.http", ROOT)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.springframework.web.reactive.function.client.."))
        .check(CLASSES);
  }
}
