package io.existgraph;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.cache.DefaultCacheAwareContextLoaderDelegate;
import org.springframework.test.context.support.DefaultBootstrapContext;
import org.springframework.util.ClassUtils;

/// The test classes that share an application context: they never run at the same time.
class SharedContextsTest {
  private static List<? extends Class<?>> testClasses() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(SpringBootTest.class));
    return scanner.findCandidateComponents("io.existgraph").stream()
        .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
        .filter(type -> type.getSimpleName().endsWith("Test"))
        .toList();
  }

  private static MergedContextConfiguration context(Class<?> type) {
    var bootstrapper = new SpringBootTestContextBootstrapper();
    bootstrapper.setBootstrapContext(
        new DefaultBootstrapContext(type, new DefaultCacheAwareContextLoaderDelegate()));
    return bootstrapper.buildMergedContextConfiguration();
  }

  private static boolean isConcurrent(Class<?> type) {
    return AnnotationSupport.findAnnotation(type, Execution.class)
            .map(Execution::value)
            .filter(mode -> mode == ExecutionMode.SAME_THREAD)
            .isEmpty()
        && !AnnotationSupport.isAnnotated(type, Isolated.class);
  }

  private static Set<String> locks(Class<?> type) {
    return AnnotationSupport.findRepeatableAnnotations(type, ResourceLock.class).stream()
        .map(ResourceLock::value)
        .collect(Collectors.toSet());
  }

  private static boolean takeTurns(List<? extends Class<?>> types) {
    Set<String> common = locks(types.getFirst());
    types.forEach(type -> common.retainAll(locks(type)));
    return !common.isEmpty() || types.stream().noneMatch(SharedContextsTest::isConcurrent);
  }

  /// Tests of a class that is explicitly concurrent are too, unless the class has a lock.
  private static boolean runsItsTestsAtOnce(Class<?> type) {
    return AnnotationSupport.findAnnotation(type, Execution.class)
            .filter(execution -> execution.value() == ExecutionMode.CONCURRENT)
            .isPresent()
        && locks(type).isEmpty();
  }

  @Test
  void runOneTestAtATime() {
    assertThat(testClasses()).noneMatch(SharedContextsTest::runsItsTestsAtOnce);
  }

  @Test
  void neverRunAtTheSameTime() {
    var groups = testClasses().stream().collect(groupingBy(SharedContextsTest::context)).values();
    assertThat(groups).hasSizeGreaterThan(20).anyMatch(types -> types.size() > 50);
    assertThat(groups)
        .filteredOn(types -> types.size() > 1)
        .allMatch(SharedContextsTest::takeTurns);
  }
}
