package io.existgraph.operation.planning;

import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.AttributeListsKey;
import io.existgraph.exist.LoadKey.AttributesKey;
import io.existgraph.exist.LoadKey.AveragesKey;
import io.existgraph.exist.LoadKey.GoalsKey;
import io.existgraph.exist.LoadKey.ListKey;
import io.existgraph.exist.LoadKey.OwnedKey;
import io.existgraph.exist.LoadKey.PairsKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.ServicesKey;
import io.existgraph.exist.LoadKey.TemplatesKey;
import io.existgraph.exist.LoadKey.TypesKey;
import io.existgraph.exist.LoadKey.UserKey;
import io.existgraph.exist.LoadKey.ValuesKey;

/// The same keys of another user.
final class LoadKeys {
  private LoadKeys() {}

  static LoadKey<?> ofCaller(LoadKey<?> key) {
    UserRef self = UserRef.SELF;
    return switch (key) {
      case UserKey _ -> new UserKey(self);
      case PresenceKey(_, var name) -> new PresenceKey(self, name);
      case TypesKey(_, var names) -> new TypesKey(self, names);
      case ProfileKey _ -> new ProfileKey(self);
      case AttributesKey(_, var names) -> new AttributesKey(self, names);
      case ServicesKey _ -> new ServicesKey(self);
      case ValuesKey(_, var names, var range) -> new ValuesKey(self, names, range);
      case GoalsKey(_, var names) -> new GoalsKey(self, names);
      case AveragesKey _ -> new AveragesKey(self);
      case ListKey<?> list -> new ListKey<>(self, list.query());
      case AttributeListsKey(_, var names, var template) ->
          new AttributeListsKey(self, names, template);
      case PairsKey(_, var names, var with) -> new PairsKey(self, names, with);
      case OwnedKey _ -> new OwnedKey(self);
      case TemplatesKey _ -> new TemplatesKey(self);
    };
  }
}
