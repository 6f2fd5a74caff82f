package io.existgraph.exist;

import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.v1.ExistV1;
import io.existgraph.time.GatewayClock;

class ExistV1ContractTest extends ExistApiContract {
  @Override
  ExistApi api(ExistHttpClient http, GatewayClock clock) {
    return new ExistV1(http, clock);
  }
}
