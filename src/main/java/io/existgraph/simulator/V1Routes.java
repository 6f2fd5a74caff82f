package io.existgraph.simulator;

import static io.existgraph.simulator.ApiRouter.ApiRoute.get;
import static io.existgraph.simulator.ApiRouter.ApiRoute.post;

import io.existgraph.simulator.ApiRouter.ApiRoute;
import java.util.List;

/// The routes of API v1.
final class V1Routes {
  private static final List<ApiRoute> ROUTES =
      List.of(
          get("users/:user/today/", V1Reads::today),
          get("users/:user/attributes/", V1Reads::attributes),
          get("users/:user/attributes/:attribute/", V1Reads::values),
          get("users/:user/insights/", V1Reads::insights),
          get("users/:user/insights/attribute/:attribute/", V1Reads::insightsOfAttribute),
          get("users/:user/averages/", V1Reads::averages),
          get("users/:user/averages/attribute/:attribute/", V1Reads::averagesOfAttribute),
          get("users/:user/correlations/attribute/:attribute/", V1Reads::correlations),
          get("attributes/owned/", V1Reads::owned),
          post("attributes/acquire/", V1Writes::acquire),
          post("attributes/release/", V1Writes::release),
          post("attributes/update/", V1Writes::update));

  private V1Routes() {}

  static ApiRouter router(SimulatedAccounts accounts, RequestThrottle throttle) {
    return new ApiRouter("/api/1/", ROUTES, accounts, throttle);
  }
}
