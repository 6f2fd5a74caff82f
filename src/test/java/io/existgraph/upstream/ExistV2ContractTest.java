package io.existgraph.upstream;

import io.existgraph.upstream.http.ExistHttp;
import io.existgraph.upstream.v2.ExistV2;
import java.time.InstantSource;

class ExistV2ContractTest extends ExistApiContract {
  @Override
  ExistApi api(ExistHttp http, InstantSource clock) {
    return new ExistV2(http, clock);
  }
}
