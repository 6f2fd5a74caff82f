package io.existgraph.demo;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that passed the gate: who asks, what the path says, and how this Exist behaves.
record Call(
    World world, Caller caller, Request request, List<String> parts, Habits habits, URI address) {

  /// The diary of the caller.
  Diary own() {
    return diaryOf(caller.person().username());
  }

  /// The diary of the user in the path, who must be the caller.
  Diary self() {
    Diary named = named();
    if (named != own()) {
      throw new Refused(Reply.forbidden());
    }
    return named;
  }

  /// The diary of the user in the path.
  Diary named() {
    String name = parts.getFirst();
    return name.equals("$self") ? own() : diaryOf(name);
  }

  private Diary diaryOf(String username) {
    Diary diary = world.diary(username);
    if (diary == null) {
      throw new Refused(Reply.notFound());
    }
    return diary;
  }

  /// The attribute in the path.
  Tracked tracked(Diary diary) {
    Tracked tracked = diary.tracked(parts.getLast());
    if (tracked == null) {
      throw new Refused(Reply.notFound());
    }
    return tracked;
  }

  @Nullable LocalDate date(String parameter) {
    String text = request.query().get(parameter);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new Refused(Reply.detail(400, "Dates must be in the format YYYY-mm-dd"));
    }
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
