#!/bin/sh
# Two Spring Boot applications with WebFlux in one process, each on a port of its own. One would expect that closing the second
# leaves the first alone: neither was given anything of the other's.
# In Spring Boot 4.1.2 each takes the event loops that are global to the process, for its server and its clients, and ends them
# when it is closed. The server of the first no longer listens, though its context is running and no error is logged, and the
# requests that its `WebClient` was waiting for fail. Later requests of the client work again, as the loops are made anew.
# Concerns: processes with several WebFlux contexts, and test suites that close some while others are cached: @SpringBootTest
# sets its own contexts apart, those of SpringApplication are not.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>4.1.2</version></parent><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.projectreactor.netty</groupId><artifactId>reactor-netty-http</artifactId><exclusions><exclusion><groupId>io.netty</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>io.netty</groupId><artifactId>netty-codec-http2</artifactId></dependency><dependency><groupId>io.netty</groupId><artifactId>netty-resolver-dns</artifactId></dependency><dependency><groupId>io.netty</groupId><artifactId>netty-handler-proxy</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-webflux</artifactId></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

@EnableAutoConfiguration
public class Finding {
  static volatile CountDownLatch asked = new CountDownLatch(1);
  static volatile CountDownLatch closed = new CountDownLatch(1);

  public static void main(String[] args) throws Exception {
    HttpServer upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    upstream.setExecutor(Executors.newCachedThreadPool());
    upstream.createContext("/", exchange -> {
      asked.countDown();
      try {
        closed.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    upstream.start();
    String address = "http://127.0.0.1:" + upstream.getAddress().getPort();
    ConfigurableApplicationContext first = start();
    ConfigurableApplicationContext second = start();
    WebClient client = first.getBeanProvider(WebClient.Builder.class).getIfAvailable(WebClient::builder).baseUrl(address).build();
    CompletableFuture<String> answer = ask(client);
    asked.await();
    second.close();
    closed.countDown();
    System.out.println("while the other was closed: " + answer.get(40, TimeUnit.SECONDS));
    System.out.println("afterwards: " + ask(client).get(40, TimeUnit.SECONDS));
    String own = "http://127.0.0.1:" + first.getEnvironment().getProperty("local.server.port");
    System.out.println("server of the first: " + (listens(own) ? "listens" : "is gone"));
    first.close();
    System.exit(0);
  }

  static CompletableFuture<String> ask(WebClient client) {
    return client.get().uri("/").retrieve().toBodilessEntity().map(response -> "answered " + response.getStatusCode().value())
        .onErrorResume(e -> reactor.core.publisher.Mono.just("failed")).toFuture();
  }

  static boolean listens(String address) throws InterruptedException {
    try {
      HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static ConfigurableApplicationContext start() {
    return SpringApplication.run(Finding.class, "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=error");
  }
}
JAVA
javac -cp 'lib/*' Finding.java
echo "Spring Boot 4.1.2"
java -cp '.:lib/*' Finding | tee out
grep -q '^while the other was closed: failed$' out
grep -q '^afterwards: answered 204$' out
grep -q '^server of the first: is gone$' out
