package io.existgraph.operation;

import io.existgraph.cache.AccountIdentity;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CacheVersion;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.Caller;
import io.existgraph.credential.CallerId;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.GatewayListener.Source;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.Profile;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Gets answers for one caller: out of a request that is on its way already, else by a paid one.
/// What comes back is remembered, unless a write came in between.
final class CoalescingFetcher {
  /// Between the midnights of any two zones.
  private static final Duration OFFSETS = Duration.ofMinutes(15);

  /// An answer and when it was asked for. Not `isAsked` when another operation's answer, which came
  /// in since this one looked into memory, was taken for it.
  record Fetched(DecodedResponse answer, Instant askedAt, boolean isAsked) {}

  private final OperationDependencies desk;
  private final Caller identity;
  private final CallerId caller;
  private final CallerCache memory;
  private final OperationCache knowledge;
  private final Map<ReadRequest, ReservedRequest> reserved = new ConcurrentHashMap<>();
  private final Set<CacheKey<?>> asked = ConcurrentHashMap.newKeySet();

  CoalescingFetcher(
      OperationDependencies desk, Caller identity, CallerCache memory, OperationCache knowledge) {
    this.desk = desk;
    this.identity = identity;
    this.caller = identity.id();
    this.memory = memory;
    this.knowledge = knowledge;
  }

  /// Permits for those that nobody is asking for already.
  Reservation take(Collection<ReadRequest> asks) {
    List<ReadRequest> own = asks.stream().filter(it -> !memory.isInFlight(it.target())).toList();
    Reservation permit =
        own.isEmpty()
            ? new Reservation.Granted(List.of())
            : desk.budget().reserve(caller, own.size(), RequestPriority.READ);
    if (permit instanceof Reservation.Granted(var requests)) {
      for (int i = 0; i < own.size(); i++) {
        reserved.put(own.get(i), requests.get(i));
      }
    }
    return permit;
  }

  Mono<Fetched> fetch(ReadRequest ask, OperationStats tally) {
    List<CacheKey<?>> about = ask.principal().toList();
    boolean isNew = Collections.disjoint(asked, about);
    asked.addAll(about);
    return memory.singleFlight(
        ask.target(), () -> joined(ask, tally), () -> start(ask, isNew, tally));
  }

  /// Refreshes in the background, while the window has room for refreshes.
  void refresh(ReadRequest ask) {
    if (memory.isInFlight(ask.target())
        || !(desk.budget().reserve(caller, 1, RequestPriority.REFRESH)
            instanceof Reservation.Granted(var requests))) {
      return;
    }
    ReservedRequest reservation = requests.getFirst();
    var _ =
        memory
            .<Fetched>singleFlight(
                ask.target(),
                reservation::release,
                () -> send(ask, reservation, ExchangeListener.NOBODY, Source.REFRESH))
            .subscribe(_ -> {}, _ -> {});
  }

  private void joined(ReadRequest ask, OperationStats tally) {
    tally.joined();
    desk.listener().answered(ask, Source.JOINED);
    giveBack(ask);
  }

  private void giveBack(ReadRequest ask) {
    ReservedRequest reservation = reserved.remove(ask);
    if (reservation != null) {
      reservation.release();
    }
  }

  private Mono<Fetched> start(ReadRequest ask, boolean isNew, OperationStats tally) {
    Fetched justRemembered = isNew ? justRemembered(ask) : null;
    if (justRemembered != null) {
      joined(ask, tally);
      return Mono.just(justRemembered);
    }
    ReservedRequest reservation = reserved.remove(ask);
    if (reservation != null) {
      return send(ask, reservation, tally, Source.EXIST);
    }
    return switch (desk.budget().reserve(caller, 1, RequestPriority.READ)) {
      case Reservation.Granted(var requests) -> send(ask, requests.getFirst(), tally, Source.EXIST);
      case Reservation.Refused(Duration wait) ->
          Mono.error(new Failure.RateLimited(wait).asException());
      case Reservation.Rejected _ -> Mono.error(new Failure.Unauthenticated().asException());
    };
  }

  /// The answer of a request that ended between the look into memory and now. It may tell of other
  /// days than are wanted, so it is taken once only, and never from this operation itself.
  private @Nullable Fetched justRemembered(ReadRequest ask) {
    DecodedResponse answer = new DecodedResponse(0);
    Instant askedAt = Instant.MAX;
    for (CacheKey<?> topic : ask.principal().toList()) {
      CacheEntry<?> entry = memory.get(topic);
      if (entry == null
          || !knowledge.isNews(topic, entry)
          || !knowledge.isAsGoodAsOwn(topic, entry)) {
        return null;
      }
      askedAt = entry.fetchedAt().isBefore(askedAt) ? entry.fetchedAt() : askedAt;
      tell(answer, topic, entry);
    }
    return answer.values().isEmpty() ? null : new Fetched(answer, askedAt, false);
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private static <T> void tell(DecodedResponse answer, CacheKey<T> topic, CacheEntry<?> entry) {
    answer.add(topic, (T) entry.value());
  }

  private Mono<Fetched> send(
      ReadRequest ask, ReservedRequest reservation, ExchangeListener listener, Source source) {
    CacheVersion requested = memory.writeVersion();
    Instant askedAt = desk.clock().instant();
    return desk.api()
        .read(identity.credential(), ask, reservation, listener)
        .map(answer -> new Fetched(answer, askedAt, true))
        .doOnNext(
            fetched -> {
              desk.accepted(caller);
              checkOwner(fetched.answer());
              remember(fetched, requested);
              tell(ask, fetched.answer(), source);
            })
        .doOnError(FailureException.class, it -> fail(ask, it.failure()));
  }

  private void tell(ReadRequest ask, DecodedResponse answer, Source source) {
    desk.listener().answered(ask, source);
    if (answer.skippedRows() > 0) {
      desk.listener().rowsSkipped(ask, answer.skippedRows());
    }
  }

  private void fail(ReadRequest ask, Failure failure) {
    desk.listener().failed(ask, failure);
    forget(failure, ask);
  }

  /// A credential that answers as another user than before: which of them asks is not known, so
  /// nothing of either is told to anybody.
  private void checkOwner(DecodedResponse answer) {
    if (profile(answer) instanceof Profile told
        && !desk.memory().identify(memory, AccountIdentity.of(told))) {
      memory.markInconsistent();
      desk.memory().forget(caller);
      desk.listener().credentialOwnerChanged(caller);
      throw new Failure.BadResponse().asException();
    }
  }

  private static @Nullable Object profile(DecodedResponse answer) {
    return answer.values().get(new CacheKey.ProfileOf(UserRef.SELF));
  }

  private void remember(Fetched fetched, CacheVersion requested) {
    DecodedResponse answer = fetched.answer();
    boolean isOverMidnight = isOverMidnight(answer, fetched.askedAt(), desk.clock().instant());
    Map<CacheKey<?>, CacheEntry<?>> response = new HashMap<>();
    answer
        .values()
        .forEach(
            (topic, fact) -> {
              Object kept = isOverMidnight ? withoutItsOldestDay(fact) : fact;
              response.put(topic, new CacheEntry<>(kept, fetched.askedAt(), answer.weightOf(fact)));
            });
    desk.memory().put(caller, requested, response);
  }

  /// Whether the user's day, or while their zone is not known anybody's, may have ended meanwhile:
  /// the answer may be of the day after.
  private boolean isOverMidnight(DecodedResponse answer, Instant from, Instant to) {
    Object told = profile(answer);
    Profile profile = told == null ? knowledge.usable().profile(UserRef.SELF) : (Profile) told;
    return profile == null
        ? from.getEpochSecond() / OFFSETS.toSeconds() != to.getEpochSecond() / OFFSETS.toSeconds()
        : !profile.dateAt(from).equals(profile.dateAt(to));
  }

  private static Object withoutItsOldestDay(Object fact) {
    return fact instanceof RecentValues.Recent(int days, var values)
        ? new RecentValues.Recent(days - 1, values)
        : fact;
  }

  /// After a 401 everything of the caller is forgotten, after a 403 what it was about.
  private void forget(Failure failure, ReadRequest ask) {
    if (failure instanceof Failure.Unauthenticated) {
      desk.rejected(caller);
    } else if (failure instanceof Failure.Forbidden) {
      memory.forget(ask.keys());
    }
  }

  static Failure failure(Throwable fault) {
    return switch (fault) {
      case FailureException known -> known.failure();
      case TimeoutException _ -> new Failure.Timeout();
      default -> throw new IllegalStateException("a defect while reading", fault);
    };
  }
}
