package io.existgraph.cache;

import io.existgraph.model.Profile;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The Exist account that a credential answered as. A part that a response left out is null and
/// contradicts nothing. Where both have an id, that alone counts: the account may be renamed.
public record AccountIdentity(@Nullable Integer id, @Nullable String username) {
  public static AccountIdentity of(Profile profile) {
    return new AccountIdentity(profile.id(), profile.username());
  }

  boolean contradicts(AccountIdentity other) {
    boolean haveIds = id != null && other.id != null;
    return haveIds ? differ(id, other.id) : differ(username, other.username);
  }

  private static boolean differ(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !Objects.equals(one, other);
  }

  /// What the account is filed by: its id and its name, as far as they are known.
  List<String> keys() {
    return Stream.of(id == null ? null : "#" + id, username).filter(Objects::nonNull).toList();
  }

  /// This identity, with the parts that only the other one has.
  AccountIdentity completedBy(AccountIdentity other) {
    return new AccountIdentity(
        id == null ? other.id : id, username == null ? other.username : username);
  }
}
