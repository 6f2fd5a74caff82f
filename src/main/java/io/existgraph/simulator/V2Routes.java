package io.existgraph.simulator;

import static io.existgraph.simulator.ApiRouter.ApiRoute.get;
import static io.existgraph.simulator.ApiRouter.ApiRoute.post;

import io.existgraph.simulator.ApiRouter.ApiRoute;
import java.util.List;

/// The routes of API v2. They contain no user, because the token identifies it.
final class V2Routes {
  private static final List<ApiRoute> ROUTES =
      List.of(
          get("accounts/profile/", V2Reads::profile),
          get("attributes/templates/", V2Reads::templates),
          get("attributes/", V2Reads::attributes),
          get("attributes/with-values/", V2Reads::withValues),
          get("attributes/values/", V2Reads::values),
          get("attributes/owned/", V2Reads::owned),
          get("averages/", V2Analytics::averages),
          get("correlations/", V2Analytics::correlations),
          get("correlations/combo/", V2Analytics::combo),
          get("insights/", V2Analytics::insights),
          post("attributes/acquire/", V2Writes::acquire),
          post("attributes/release/", V2Writes::release),
          post("attributes/create/", V2Writes::create),
          post("attributes/update/", V2Writes::update),
          post("attributes/increment/", V2Writes::increment));

  private V2Routes() {}

  static ApiRouter router(SimulatedAccounts accounts, RequestThrottle throttle) {
    return new ApiRouter("/api/2/", ROUTES, accounts, throttle);
  }
}
