package io.existgraph.simulator;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request that passed the gate: who asks, what the path says, and how this Exist behaves.
record ApiCall(
    Accounts world,
    AuthenticatedCaller caller,
    ApiRequest request,
    List<String> parts,
    SimulatorOptions habits,
    URI address) {

  /// The diary of the caller.
  UserRecords own() {
    return diaryOf(caller.person().username());
  }

  /// The diary of the user in the path, who must be the caller.
  UserRecords self() {
    UserRecords named = named();
    if (named != own()) {
      throw new RequestRejection(ApiReply.forbidden());
    }
    return named;
  }

  /// The diary of the user in the path.
  UserRecords named() {
    String name = parts.getFirst();
    return name.equals("$self") ? own() : diaryOf(name);
  }

  private UserRecords diaryOf(String username) {
    UserRecords diary = world.diary(username);
    if (diary == null) {
      throw new RequestRejection(ApiReply.notFound());
    }
    return diary;
  }

  /// The attribute in the path.
  TrackedAttribute tracked(UserRecords diary) {
    TrackedAttribute tracked = diary.tracked(parts.getLast());
    if (tracked == null) {
      throw new RequestRejection(ApiReply.notFound());
    }
    return tracked;
  }

  /// A list of names; null where there is no restriction.
  @Nullable Set<String> names(String parameter) {
    String text = request.query().get(parameter);
    return text == null || text.isBlank() ? null : Set.copyOf(List.of(text.split(",")));
  }

  /// A switch; null where nothing is said.
  @Nullable Boolean flag(String parameter) {
    String text = request.query().get(parameter);
    return text == null ? null : (Boolean) text.matches("1|true|True");
  }

  boolean isOn(String parameter) {
    return Boolean.TRUE.equals(flag(parameter));
  }

  @Nullable LocalDate date(String parameter) {
    String text = request.query().get(parameter);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new RequestRejection(ApiReply.detail(400, "Dates must be in the format YYYY-mm-dd"));
    }
  }

  /// Whether the day lies between `date_min` and `date_max`, as far as they are given.
  boolean isWithin(LocalDate date) {
    LocalDate from = date("date_min");
    LocalDate to = date("date_max");
    return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
  }

  /// As if lists were this long where nothing is said.
  ApiCall withUsualPage(int size) {
    SimulatorOptions other = habits.withPageSize(size, habits.maxPageSize());
    return new ApiCall(world, caller, request, parts, other, address);
  }

  /// A positive number no larger than the maximum.
  int number(String parameter, int usual, int most) {
    try {
      int number = Integer.parseInt(request.query().getOrDefault(parameter, ""));
      return number > 0 ? Math.min(number, most) : Math.min(usual, most);
    } catch (NumberFormatException e) {
      return Math.min(usual, most);
    }
  }
}
