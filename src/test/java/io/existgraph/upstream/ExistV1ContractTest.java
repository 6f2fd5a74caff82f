package io.existgraph.upstream;

import io.existgraph.upstream.http.ExistHttp;
import io.existgraph.upstream.v1.ExistV1;
import java.time.InstantSource;

class ExistV1ContractTest extends ExistApiContract {
  @Override
  ExistApi api(ExistHttp http, InstantSource clock) {
    return new ExistV1(http, clock);
  }
}
