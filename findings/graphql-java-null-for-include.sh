#!/bin/sh
# A variable with a default may stand where a Boolean! is wanted, as in `@include(if: $shown)`. The specification then
# allows the caller to send an explicit null, and asks the server for an error in the response.
# One would expect `execute` to return that error, as it does for an argument of a field.
# GraphQL Java 25.1 lets a NullPointerException out of `execute` instead, so a server that does not catch exceptions of the
# engine answers an ordinary mistake of a client as its own defect.
# Concerns: servers on GraphQL Java (Spring for GraphQL, DGS) and whoever counts their internal errors.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>com.graphql-java</groupId><artifactId>graphql-java</artifactId><version>25.1</version></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.Collections;

public class Finding {
  public static void main(String[] args) {
    var types = new SchemaParser().parse("type Query { steps(all: Boolean!): String mood: Int }");
    var wiring = RuntimeWiring.newRuntimeWiring().type("Query", t -> t.dataFetcher("steps", e -> "all is " + e.getArgument("all")).dataFetcher("mood", e -> 1)).build();
    var engine = GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(types, wiring)).build();
    System.out.println("argument: " + run(engine, "query($v: Boolean = true) { steps(all: $v) }"));
    System.out.println("@include: " + run(engine, "query($v: Boolean = true) { mood @include(if: $v) }"));
  }

  static String run(GraphQL engine, String query) {
    try {
      var input = ExecutionInput.newExecutionInput(query).variables(Collections.singletonMap("v", null)).build();
      var result = engine.execute(input);
      return result.getErrors().isEmpty() ? "data " + result.getData() : "an error in the response";
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName() + " out of execute";
    }
  }
}
JAVA
echo "GraphQL Java 25.1"
java -cp 'lib/*' Finding.java | tee out
grep -q '^argument: an error in the response$' out
grep -q '^@include: NullPointerException out of execute$' out
