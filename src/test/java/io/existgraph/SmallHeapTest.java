package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway in a process of its own, with the flags of the image: 256 MB of heap.
@Order(3)
class SmallHeapTest {
  private static final boolean IS_SOAK = Boolean.getBoolean("soak");
  private static final Duration LENGTH = Duration.ofSeconds(IS_SOAK ? 600 : 8);

  private static final int MIN_REQUESTS = 20;
  private static final int CLIENTS = 30;
  private static final int REQUESTS = CLIENTS * (IS_SOAK ? 10 : 3);

  @TempDir private Path folder;
  private @Nullable ExistSimulator exist;
  private @Nullable Program gateway;

  private void start() throws IOException {
    exist =
        ExistSimulator.start(
            InstantSource.system(), SimulatorOptions.DEFAULT.withLimitPerHour(1_000_000));
    gateway = Program.gatewayOfTheClassPath(exist.address(), "--exist.budget.limit=1000000");
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (exist != null) {
      exist.close();
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void abuseAndTheLargestAnswersLeaveOthersAnswered() throws IOException {
    start();
    int others = 0;
    try (Attack attack = new Attack(gateway, "Token demo", 6, Duration.ZERO)) {
      long end = System.nanoTime() + LENGTH.toNanos();
      while (System.nanoTime() < end || attack.sent() < MIN_REQUESTS || others < MIN_REQUESTS) {
        assertThat(gateway.ask("{me{username}}", "Token demo2")).isEqualTo(200);
        others++;
      }
    }
    assertThat(gateway.process().isAlive()).isTrue();
    assertThat(gateway.printed()).doesNotContain("OutOfMemory", " ERROR ");
    assertThat(gateway.ask(Attack.ALL, "Token demo")).isEqualTo(200);
  }

  @Test
  void answersOfExistThatNeverEndBurstNothing() throws Exception {
    List<RawExist.Conduct> faults =
        NetworkFault.all()
            .filter(reply -> List.of("a gzip bomb", "2 GB", "endless").contains(reply.name()))
            .map(NetworkFault::conduct)
            .toList();
    assertThat(faults).hasSize(3);
    AtomicInteger turn = new AtomicInteger();
    try (RawExist bombs = new RawExist(_ -> faults.get(turn.getAndIncrement() % faults.size()));
        Program bombed = Program.gatewayOfTheClassPath(bombs.address());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        String credential = "Token t" + i;
        answers.add(clients.submit(() -> bombed.answer("{me{username}}", credential).body()));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).contains("\"code\":\"UPSTREAM_");
      }
      assertThat(bombed.process().isAlive()).isTrue();
      assertThat(bombed.printed()).doesNotContain("OutOfMemory", " ERROR ");
    }
  }

  @Test
  void afterwardsNoTokenAndNoPasswordIsInTheHeapAndANoteOnlyWhereItIsRemembered() throws Exception {
    start();
    String code = Approval.code(exist, "read+write");
    JsonNode signedIn =
        answer(
                "mutation{exchangeAuthorizationCode(code:\"%s\",redirectUri:\"%s\",clientId:\"%s\",clientSecret:\"%s\"){accessToken refreshToken}}"
                    .formatted(
                        code,
                        Approval.BACK,
                        ExistSimulator.CLIENT_ID,
                        ExistSimulator.CLIENT_SECRET),
                "")
            .at("/data/exchangeAuthorizationCode");
    String token = signedIn.path("accessToken").asString();
    String refreshToken = signedIn.path("refreshToken").asString();
    for (String scheme : List.of("Bearer ", "bearer  ")) {
      assertThat(answer(Attack.ALL, scheme + token).path("errors").isMissingNode()).isTrue();
    }
    JsonNode written =
        answer(
            "mutation{updateAttributes(updates:[{name:\"mood_note\",value:\"canaryNote\"}])"
                + "{results{status} user{attribute(name:\"mood_note\"){value}}}}",
            "Bearer " + token);
    assertThat(written.toString()).contains("APPLIED", "canaryNote");
    var _ = answer(Attack.ALL, "Token canaryOfNobody");
    var _ =
        answer("mutation{requestToken(username:\"x\",password:\"canaryWord\"){accessToken}}", "");
    String heap = heap();
    int note = heap.indexOf("canaryNote");
    assertThat(note).isNotNegative().isEqualTo(heap.lastIndexOf("canaryNote"));
    for (String secret :
        List.of(
            token,
            refreshToken,
            code,
            ExistSimulator.CLIENT_SECRET,
            "canaryOfNobody",
            "canaryWord")) {
      String asChars = secret.replaceAll(".", "\0$0");
      int at = Math.max(heap.indexOf(secret), heap.indexOf(asChars));
      assertThat(at < 0 ? "" : heap.substring(at - 60, at + 160).replace("\0", "")).isEmpty();
    }
  }

  private JsonNode answer(String query, String credential) {
    return JsonMapper.shared().readTree(gateway.answer(query, credential).body());
  }

  private String heap() throws Exception {
    Path dump = folder.resolve("heap.hprof");
    String pid = String.valueOf(gateway.process().pid());
    assertThat(Program.run("jcmd", pid, "GC.heap_dump", dump.toString())).isZero();
    return Files.readString(dump, StandardCharsets.ISO_8859_1);
  }
}
