package io.existgraph.exist.v2;

import io.existgraph.data.CorrelationListResource;
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
import io.existgraph.model.Insight;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.time.GatewayClock;
import io.existgraph.time.Moment;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client of API v2.
public final class ExistV2 extends ExistClient {
  public ExistV2(ExistHttpClient http, GatewayClock clock) {
    super(http, clock);
  }

  @Override
  public boolean can(ApiFeature feature) {
    return feature != ApiFeature.OTHERS;
  }

  @Override
  public <R> ListResource<R> upstreamList(ListResource<R> list) {
    return upstream(list);
  }

  /// v2 keeps no insights by attribute, and of correlations only the last batch.
  @SuppressWarnings("unchecked") // the list of the same rows
  static <R> ListResource<R> upstream(ListResource<R> list) {
    return switch (list) {
      case InsightListResource(_, var from, var to, var priority) -> {
        Integer known = Insight.InsightType.isKnown(priority) ? priority : null;
        yield (ListResource<R>) new InsightListResource(null, from, to, known);
      }
      case CorrelationListResource(var of, _, _, _) ->
          (ListResource<R>) new CorrelationListResource(of, true, null, null);
      default -> list;
    };
  }

  @Override
  public RequestPlan plan(Collection<LoadKey.Planned<?>> keys, CacheView view) {
    return new V2RequestPlanner(view).plan(keys);
  }

  /// What v2 cannot express is rejected here, so that it is not mistaken for done.
  @Override
  public @Nullable WriteOutcome objection(WriteItem item) {
    return item instanceof WriteItem.AttributeAcquisition(_, var active, var isPrivate)
            && (!active || isPrivate != null)
        ? WriteOutcome.rejected(
            OutcomeReason.NOT_ALLOWED,
            "NOT_SUPPORTED",
            "API v2 changes neither whether an attribute is active nor who may see it.")
        : null;
  }

  @Override
  public String target(WriteItem item) {
    return V2WriteEncoder.path(item);
  }

  @Override
  protected DecodedResponse decode(ReadRequest request, ExistResponse response, Moment sentAt) {
    return new V2Decoder(request, sentAt).read(response);
  }

  @Override
  protected String encode(List<WriteItem> items) {
    return V2WriteEncoder.body(items);
  }

  @Override
  protected String signInPath() {
    return "/api/2/auth/simple-token/";
  }
}
