package io.existgraph.exist;

import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.v2.ExistV2;
import io.existgraph.time.GatewayClock;

class ExistV2ContractTest extends ExistApiContract {
  @Override
  ExistApi api(ExistHttpClient http, GatewayClock clock) {
    return new ExistV2(http, clock);
  }
}
