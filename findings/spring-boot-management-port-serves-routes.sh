#!/bin/sh
# `management.server.port` gives actuator a server of its own. One would expect it to serve the actuator's endpoints alone,
# as it does beside annotated controllers: their paths are not found there.
# In Spring Boot 4.1.2 with WebFlux it also serves every `RouterFunction` bean of the application, because the mapping of
# functional routes in the management context looks in the parent context as well. Spring for GraphQL's own endpoint is such
# a bean, so the whole API answers at the management port, which may have other filters, limits and firewall rules.
# Concerns: WebFlux applications with functional routes or GraphQL that keep their management port inside.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version></parent><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.projectreactor.netty</groupId><artifactId>reactor-netty-http</artifactId><exclusions><exclusion><groupId>io.netty</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>io.netty</groupId><artifactId>netty-codec-http2</artifactId></dependency><dependency><groupId>io.netty</groupId><artifactId>netty-resolver-dns</artifactId></dependency><dependency><groupId>io.netty</groupId><artifactId>netty-handler-proxy</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-graphql</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-webflux</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
mkdir graphql && echo 'type Query { steps: Int }' > graphql/schema.graphqls
cat > Finding.java <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@EnableAutoConfiguration
@RestController
public class Finding {
  @GetMapping("/annotated")
  String annotated() {
    return "steps";
  }

  public static void main(String[] args) throws Exception {
    try (var context = SpringApplication.run(Finding.class, "--server.port=0", "--management.server.port=0",
        "--spring.main.banner-mode=off", "--logging.level.root=error")) {
      for (String server : new String[] {"server", "management"}) {
        String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local." + server + ".port");
        System.out.println(server + ": annotated " + status(HttpRequest.newBuilder(URI.create(base + "/annotated")))
            + ", graphql " + status(HttpRequest.newBuilder(URI.create(base + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{__typename}\"}"))));
      }
    }
    System.exit(0);
  }

  static int status(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
JAVA
javac -cp 'lib/*' Finding.java
echo "Spring Boot 4.1.2"
java -cp '.:lib/*' Finding | tee out
grep -q '^server: annotated 200, graphql 200$' out
grep -q '^management: annotated 404, graphql 200$' out
