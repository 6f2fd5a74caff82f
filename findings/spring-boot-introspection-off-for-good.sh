#!/bin/sh
# `spring.graphql.schema.introspection.enabled` reads like a setting of one application: one would expect a second
# application context of the same process, with introspection on, to answer introspection.
# In Spring Boot 4.1.2 the value false sets a static switch of GraphQL Java and the value true leaves that switch alone, so
# once a context has started with introspection off, every later context of the process refuses introspection too.
# Concerns: test suites that start contexts with different settings in one JVM (the result hangs on the order of the test
# classes), and processes with more than one GraphQL application.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version></parent><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-graphql</artifactId></dependency>
<dependency><groupId>org.springframework</groupId><artifactId>spring-web</artifactId></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
mkdir graphql && echo 'type Query { steps: Int }' > graphql/schema.graphqls
cat > Finding.java <<'JAVA'
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;

@EnableAutoConfiguration
public class Finding {
  public static void main(String[] args) {
    System.out.println("on: " + ask(true));
    System.out.println("off: " + ask(false));
    System.out.println("on, after one that was off: " + ask(true));
  }

  static String ask(boolean on) {
    try (var context = SpringApplication.run(Finding.class, "--spring.main.web-application-type=none", "--spring.main.banner-mode=off",
        "--logging.level.root=error", "--spring.graphql.schema.introspection.enabled=" + on)) {
      var request = new DefaultExecutionGraphQlRequest("{ __schema { queryType { name } } }", null, null, null, "1", null);
      var response = context.getBean(ExecutionGraphQlService.class).execute(request).block();
      return response.getErrors().isEmpty() ? "answered" : "refused";
    }
  }
}
JAVA
javac -cp 'lib/*' Finding.java
echo "Spring Boot 4.1.2"
java -cp '.:lib/*' Finding | tee out
grep -q '^on: answered$' out
grep -q '^off: refused$' out
grep -q '^on, after one that was off: refused$' out
