package io.existgraph.simulator;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An authenticated and routed request. `parts` are the variables of the path.
record RoutedRequest(
    SimulatedAccounts accounts,
    AuthenticatedCaller caller,
    ApiRequest request,
    List<String> parts,
    SimulatorOptions options,
    URI address) {

  /// The records of the caller.
  UserRecords ownRecords() {
    return recordsOf(caller.user().username());
  }

  /// The records of the user in the path; a 403 where it is not the caller.
  UserRecords requireOwnRecords() {
    UserRecords named = pathRecords();
    if (named != ownRecords()) {
      throw new RequestRejection(ApiReply.forbidden());
    }
    return named;
  }

  /// The records of the user in the path; a 404 where there is none.
  UserRecords pathRecords() {
    String name = parts.getFirst();
    return name.equals("$self") ? ownRecords() : recordsOf(name);
  }

  private UserRecords recordsOf(String username) {
    UserRecords records = accounts.records(username);
    if (records == null) {
      throw new RequestRejection(ApiReply.notFound());
    }
    return records;
  }

  /// The attribute in the path; a 404 where the user does not track it.
  TrackedAttribute pathAttribute(UserRecords records) {
    TrackedAttribute tracked = records.tracked(parts.getLast());
    if (tracked == null) {
      throw new RequestRejection(ApiReply.notFound());
    }
    return tracked;
  }

  /// A comma-separated parameter; null where it is missing or blank, which means no restriction.
  @Nullable Set<String> names(String parameter) {
    String text = request.query().get(parameter);
    return text == null || text.isBlank() ? null : Set.copyOf(List.of(text.split(",")));
  }

  /// A boolean parameter; null where it is missing.
  @Nullable Boolean flag(String parameter) {
    String text = request.query().get(parameter);
    return text == null ? null : (Boolean) text.matches("1|true|True");
  }

  boolean hasFlag(String parameter) {
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

  /// Whether the date lies between `date_min` and `date_max`, where they are given.
  boolean isWithin(LocalDate date) {
    LocalDate from = date("date_min");
    LocalDate to = date("date_max");
    return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
  }

  /// The same call with another default page size.
  RoutedRequest withDefaultPageSize(int size) {
    SimulatorOptions resized = options.withPageSize(size, options.maxPageSize());
    return new RoutedRequest(accounts, caller, request, parts, resized, address);
  }

  /// A positive number, at most `max`; `defaultValue` where it is missing or not positive.
  int number(String parameter, int defaultValue, int max) {
    try {
      int number = Integer.parseInt(request.query().getOrDefault(parameter, ""));
      return number > 0 ? Math.min(number, max) : Math.min(defaultValue, max);
    } catch (NumberFormatException e) {
      return Math.min(defaultValue, max);
    }
  }
}
