#!/bin/sh
# A schema without directives of its own, built with GraphQL Java: one would expect introspection to list the directives of
# the specification, and `clearDirectives()` of the schema's builder to leave either those or none.
# GraphQL Java 25.1 adds `defer` and `experimental_disableErrorPropagation` to every schema, though it does not deliver
# incrementally unless that is switched on. After `clearDirectives()` both are there still, while `include` and `skip` are gone.
# Concerns: servers on GraphQL Java (Spring for GraphQL, DGS) whose clients generate code or completion from introspection.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>com.graphql-java</groupId><artifactId>graphql-java</artifactId><version>25.1</version></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.List;
import java.util.Map;

public class Finding {
  public static void main(String[] args) {
    var types = new SchemaParser().parse("type Query { steps: Int }");
    GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(types, RuntimeWiring.MOCKED_WIRING);
    print("as built", schema);
    print("cleared", GraphQLSchema.newSchema(schema).clearDirectives().build());
  }

  static void print(String label, GraphQLSchema schema) {
    Map<String, Map<String, List<Map<String, String>>>> data =
        GraphQL.newGraphQL(schema).build().execute("{ __schema { directives { name } } }").getData();
    System.out.println(label + ": " + data.get("__schema").get("directives").stream().map(d -> d.get("name")).sorted().toList());
  }
}
JAVA
echo "GraphQL Java 25.1"
java -cp 'lib/*' Finding.java | tee out
grep -q '^as built: .*defer.*experimental_disableErrorPropagation' out
grep -q '^cleared: .*defer.*experimental_disableErrorPropagation' out
! grep -q '^cleared: .*include' out
