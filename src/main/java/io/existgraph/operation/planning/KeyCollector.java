package io.existgraph.operation.planning;

import io.existgraph.data.UserRef;
import io.existgraph.exist.LoadKey;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A collector of the keys that the selected fields of an operation load, in one walk over them.
public final class KeyCollector {
  private final Set<LoadKey<?>> keys = new LinkedHashSet<>();
  private final Set<LoadKey<?>> free = new LinkedHashSet<>();
  private final Set<UserRef> namedUsers = new HashSet<>();

  public void add(LoadKey<?> key) {
    keys.add(key);
  }

  /// Adds a key that is answered from whatever is known, so that nothing is requested for it.
  public void addFree(LoadKey<?> key) {
    free.add(key);
  }

  /// Notes a user that a root field names, who may turn out to be the caller.
  public void addNamedUser(UserRef user) {
    namedUsers.add(user);
  }

  public LoadKeySet toSet() {
    return new LoadKeySet(List.copyOf(keys), List.copyOf(free), Set.copyOf(namedUsers));
  }
}
