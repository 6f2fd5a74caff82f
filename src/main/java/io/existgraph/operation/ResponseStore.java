package io.existgraph.operation;

import io.existgraph.cache.AccountIdentity;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.GatewayListener.ResponseSource;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.Profile;
import io.existgraph.time.GatewayClock;
import io.existgraph.view.PageConsistencyCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A store of the responses to one caller, which also removes entries that a response contradicts.
/// A response is not stored where a write came in between.
record ResponseStore(
    CallerCaches caches,
    RejectionsByAddress rejections,
    GatewayListener listener,
    GatewayClock clock,
    CallerId caller,
    OperationCache cache) {
  /// Between the midnights of any two zones.
  private static final Duration ZONE_STEP = Duration.ofMinutes(15);

  private static final Duration MIN_ZONE_AGE = Duration.ofMinutes(1);
  private static final CacheKey<Profile> OWN_PROFILE = new CacheKey.ProfileOf(UserRef.SELF);

  /// `version` is that of the cache when the request was sent.
  void accept(
      ReadRequest request,
      DecodedResponse response,
      Instant sentAt,
      CacheVersion version,
      ResponseSource source) {
    rejections.accepted(caller);
    checkOwner(response, sentAt);
    checkPages(response);
    caches.put(caller, version, entries(response, sentAt));
    forgetContradictedZone(response, sentAt);
    listener.answered(request, source);
    if (response.skippedRows() > 0) {
      listener.rowsSkipped(request, response.skippedRows());
    }
  }

  /// After a 401 everything of the caller is forgotten, after a 403 what it was about.
  void reject(ReadRequest request, Failure failure) {
    listener.failed(request, failure);
    if (failure instanceof Failure.Unauthenticated) {
      rejections.rejected(caller);
      caches.forget(caller);
    } else if (failure instanceof Failure.Forbidden) {
      cache.callerCache().forget(request.keys());
    }
  }

  /// Fails for a credential that answers as another user than before: which of them sent it is not
  /// known, so nothing of either is answered to anybody.
  private void checkOwner(DecodedResponse response, Instant sentAt) {
    Profile profile = profile(response);
    if (profile != null
        && !caches.verifyOwner(caller, cache.callerCache(), AccountIdentity.of(profile), sentAt)) {
      listener.credentialOwnerChanged(caller);
      throw new Failure.BadResponse().asException();
    }
  }

  /// Fails for a page that is not there although it was promised, or that repeats another. What
  /// contradicts it is removed, so that the next read requests all of it.
  private void checkPages(DecodedResponse response) {
    @Nullable Set<CacheKey<?>> broken = new PageConsistencyCheck(cache.usable()).broken(response);
    if (broken != null) {
      cache.callerCache().forget(broken);
      throw new Failure.BadResponse().asException();
    }
  }

  /// Removes the user's profile where Exist has a value of a day that has not begun in the zone of
  /// that profile: the user has moved. A profile is trusted for a minute, since a value may have
  /// been written ahead of its day.
  private void forgetContradictedZone(DecodedResponse response, Instant sentAt) {
    CacheEntry<Profile> entry = cache.callerCache().get(OWN_PROFILE);
    if (entry == null || !entry.fetchedAt().plus(MIN_ZONE_AGE).isBefore(sentAt)) {
      return;
    }
    LocalDate today = entry.value().dateAt(clock.wallTime());
    boolean isContradicted =
        response.values().entrySet().stream()
            .anyMatch(
                fact ->
                    fact.getKey() instanceof CacheKey.RecentOf(var user, _)
                        && user.isSelf()
                        && fact.getValue() instanceof RecentValues.RecentDayValues recent
                        && recent.hasValueAfter(today, clock.wallTime(sentAt)));
    if (isContradicted) {
      cache.callerCache().forget(Set.of(OWN_PROFILE));
    }
  }

  private static @Nullable Profile profile(DecodedResponse response) {
    return (Profile) response.values().get(OWN_PROFILE);
  }

  private Map<CacheKey<?>, CacheEntry<?>> entries(DecodedResponse response, Instant sentAt) {
    boolean isOverMidnight = isOverMidnight(response, clock.wallTime(sentAt), clock.wallTime());
    Map<CacheKey<?>, CacheEntry<?>> entries = new HashMap<>();
    response
        .values()
        .forEach(
            (key, value) -> {
              Object kept = isOverMidnight ? withoutOldestDay(value) : value;
              entries.put(key, new CacheEntry<>(kept, sentAt, response.weightOf(value)));
            });
    return entries;
  }

  /// Whether the user's day, or while their zone is not known anybody's, may have ended meanwhile:
  /// the response may be of the day after.
  private boolean isOverMidnight(DecodedResponse response, Instant from, Instant to) {
    if (from.getEpochSecond() / ZONE_STEP.toSeconds()
        == to.getEpochSecond() / ZONE_STEP.toSeconds()) {
      return false;
    }
    Profile answered = profile(response);
    Profile profile = answered == null ? cache.usable().profile(UserRef.SELF) : answered;
    return profile == null || !profile.dateAt(from).equals(profile.dateAt(to));
  }

  private static Object withoutOldestDay(Object value) {
    return value instanceof RecentValues.RecentDayValues(int days, var values)
        ? new RecentValues.RecentDayValues(days - 1, values)
        : value;
  }
}
