package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.NpmProject;
import io.existgraph.NpmProject.Ran;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The endpoint before the audits of graphql-http, which ask everything of GraphQL over HTTP.
@Order(Integer.MAX_VALUE) // another test has installed the clients by then
class AuditTest extends HttpFace {
  @Test
  void passesEveryAudit() throws IOException {
    NpmProject.install();
    Ran audits = NpmProject.run("node", "audit.mjs", address("/graphql").toString());
    assertThat(audits.exit()).as(audits.output()).isZero();
    List<String> results = audits.output().lines().toList();
    assertThat(results).allMatch(result -> result.startsWith("ok\t")).hasSize(61);
  }
}
