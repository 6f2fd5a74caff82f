package io.existgraph.demo;

import static io.existgraph.demo.Api.Route.get;
import static io.existgraph.demo.Api.Route.post;

import io.existgraph.demo.Api.Route;
import java.util.List;

/// The paths of API v2. No user is in them: the token is the user.
final class V2 {
  private static final List<Route> ROUTES =
      List.of(
          get("accounts/profile/", V2Reads::profile),
          get("attributes/templates/", V2Reads::templates),
          get("attributes/", V2Reads::attributes),
          get("attributes/with-values/", V2Reads::withValues),
          get("attributes/values/", V2Reads::values),
          get("attributes/owned/", V2Reads::owned),
          get("averages/", V2Findings::averages),
          get("correlations/", V2Findings::correlations),
          get("correlations/combo/", V2Findings::combo),
          get("insights/", V2Findings::insights),
          post("attributes/acquire/", V2Writes::acquire),
          post("attributes/release/", V2Writes::release),
          post("attributes/create/", V2Writes::create),
          post("attributes/update/", V2Writes::update),
          post("attributes/increment/", V2Writes::increment));

  private V2() {}

  static Api api(World world, Throttle throttle) {
    return new Api("/api/2/", ROUTES, world, throttle);
  }
}
