package io.existgraph.exist.v1;

import io.existgraph.data.DecodedResponse;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListResource;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.exist.client.ExistClient;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.model.WriteItem;
import io.existgraph.time.GatewayClock;
import io.existgraph.time.Moment;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.List;

/// The client of API v1.
public final class ExistV1 extends ExistClient {
  public ExistV1(ExistHttpClient http, GatewayClock clock) {
    super(http, clock);
  }

  @Override
  public boolean can(ApiFeature feature) {
    return feature == ApiFeature.OTHERS;
  }

  @Override
  public <R> ListResource<R> upstreamList(ListResource<R> list) {
    return upstream(list);
  }

  /// v1 does not filter insights by priority.
  @SuppressWarnings("unchecked") // the list of the same rows
  static <R> ListResource<R> upstream(ListResource<R> list) {
    return list instanceof InsightListResource insights
        ? (ListResource<R>) insights.ofEveryPriority()
        : list;
  }

  @Override
  public RequestPlan plan(Collection<LoadKey.Planned<?>> keys, CacheView view) {
    return new V1RequestPlanner(view).plan(keys);
  }

  @Override
  public String target(WriteItem item) {
    return V1WriteEncoder.path(item);
  }

  @Override
  protected DecodedResponse decode(ReadRequest request, ExistResponse response, Moment sentAt) {
    return new V1Decoder(request, sentAt).read(response);
  }

  @Override
  protected String encode(List<WriteItem> items) {
    return V1WriteEncoder.body(items);
  }

  @Override
  protected String signInPath() {
    return "/api/1/auth/simple-token/";
  }
}
