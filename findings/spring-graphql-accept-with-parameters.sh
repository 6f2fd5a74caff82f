#!/bin/sh
# A media type in `Accept` may have parameters, a weight or a charset, and GraphQL over HTTP demands that a server respects the
# header and answers in the type with the highest priority that it supports.
# One would expect `Accept: application/graphql-response+json;charset=utf-8` to be answered as the bare type is: in that type,
# and with status 400 where the operation is not valid.
# Spring for GraphQL of Spring Boot 4.1.2 takes the first accepted type that equals one of its own, and a type with a parameter
# equals none. It answers `application/json`, here a type that was not accepted, or the one with the lower weight, and status 200.
# Concerns: clients, caches and monitoring that go by the status, and those that choose a parser by the type of the answer.
# What helps: the bare type ahead of `application/json`, without a weight.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version></parent>
<groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.projectreactor.netty</groupId><artifactId>reactor-netty-http</artifactId>
<exclusions><exclusion><groupId>io.netty</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>io.netty</groupId><artifactId>netty-codec-http2</artifactId></dependency>
<dependency><groupId>io.netty</groupId><artifactId>netty-resolver-dns</artifactId></dependency>
<dependency><groupId>io.netty</groupId><artifactId>netty-handler-proxy</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-graphql</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-webflux</artifactId></dependency>
</dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
mkdir graphql && echo 'type Query { steps: Int }' > graphql/schema.graphqls
cat > Finding.java <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

@EnableAutoConfiguration
public class Finding {
  private static final String GRAPHQL = "application/graphql-response+json";
  private static final List<String> ACCEPTED =
      List.of(GRAPHQL, GRAPHQL + ";charset=utf-8", GRAPHQL + ";q=1.0, application/json;q=0.9");

  public static void main(String[] args) throws Exception {
    try (var context = SpringApplication.run(Finding.class, "--server.port=0", "--spring.main.banner-mode=off",
        "--logging.level.root=error")) {
      URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/graphql");
      for (String accepted : ACCEPTED) {
        HttpResponse<String> response = HttpClient.newHttpClient().send(
            HttpRequest.newBuilder(uri).header("Content-Type", "application/json").header("Accept", accepted)
                .POST(BodyPublishers.ofString("{\"query\":\"{ unknown }\"}")).build(),
            BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("none");
        System.out.println(accepted + " -> " + response.statusCode() + " " + type);
      }
    }
    System.exit(0);
  }
}
JAVA
javac -cp 'lib/*' Finding.java
echo "Spring Boot 4.1.2"
java -cp '.:lib/*' Finding | tee out
grep -qxF 'application/graphql-response+json -> 400 application/graphql-response+json' out
grep -qxF 'application/graphql-response+json;charset=utf-8 -> 200 application/json' out
grep -qxF 'application/graphql-response+json;q=1.0, application/json;q=0.9 -> 200 application/json' out
