package io.existgraph.relay;

import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.model.AttributeName;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The encoding of node ids: a digest of the caller and the path to the node.
public final class GlobalIdCodec {
  private static final int MAX_CHARACTERS = 2000;

  private GlobalIdCodec() {}

  /// The path that an id encodes: a type of the schema, the root it was reached under and the steps
  /// below.
  public record NodePath(String type, UserRef user, List<String> steps) {
    public Optional<AttributeName> attribute() {
      return steps.isEmpty() || !AttributeName.isName(steps.getFirst())
          ? Optional.empty()
          : Optional.of(new AttributeName(steps.getFirst()));
    }

    public String step(int index) {
      return index < steps.size() ? steps.get(index) : "";
    }

    /// Fails where there is no date, or one that Exist cannot write.
    public LocalDate date(int index) {
      LocalDate date = LocalDate.parse(step(index));
      checkYear(date);
      return date;
    }

    /// Fails where there is no moment, or one on no date that Exist can write.
    public Instant moment(int index) {
      Instant moment = Instant.parse(step(index));
      checkYear(LocalDate.ofInstant(moment, ZoneOffset.UTC));
      return moment;
    }

    private static void checkYear(LocalDate date) {
      if (date.getYear() < 1 || date.getYear() > 9999) {
        throw new DateTimeException("no date of an id of ours");
      }
    }
  }

  public static String of(CallerId caller, String type, UserRef root, @Nullable Object... steps) {
    List<String> parts = new ArrayList<>(List.of(caller.brief(), type, root.name()));
    for (Object step : steps) {
      parts.add(step == null ? "" : step.toString());
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  /// The path of an id of this caller; none for another's, or for what is no id.
  public static Optional<NodePath> read(CallerId caller, String id) {
    if (id.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
      List<String> parts = List.of(text.split("\n", -1));
      boolean isOurs = parts.size() >= 3 && parts.getFirst().equals(caller.brief());
      if (!isOurs || !(parts.get(2).equals("$self") || UserRef.isName(parts.get(2)))) {
        return Optional.empty();
      }
      return Optional.of(
          new NodePath(parts.get(1), new UserRef(parts.get(2)), parts.subList(3, parts.size())));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
