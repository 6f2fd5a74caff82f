package io.existgraph.plan;

import io.existgraph.budget.Permit;
import io.existgraph.budget.Purpose;
import io.existgraph.cache.CallerMemory;
import io.existgraph.cache.Entry;
import io.existgraph.caller.CallerId;
import io.existgraph.caller.Credential;
import io.existgraph.model.Profile;
import io.existgraph.upstream.Answer;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.DatedValues;
import io.existgraph.upstream.ExchangeListener;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import io.existgraph.upstream.GatewayListener.Source;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Gets answers for one caller: out of a request that is on its way already, else by a paid one.
/// What comes back is remembered, unless a write came in between.
final class Fetching {
  /// Between the midnights of any two zones.
  private static final Duration OFFSETS = Duration.ofMinutes(15);

  /// An answer and when it was asked for. Not `isAsked` when another operation's answer, which came
  /// in since this one looked into memory, was taken for it.
  record Fetched(Answer answer, Instant askedAt, boolean isAsked) {}

  private final Desk desk;
  private final Credential credential;
  private final CallerId caller;
  private final CallerMemory memory;
  private final Knowledge knowledge;
  private final Set<Ask> permitted = ConcurrentHashMap.newKeySet();
  private final Set<Topic<?>> asked = ConcurrentHashMap.newKeySet();

  Fetching(Desk desk, Credential credential, CallerMemory memory, Knowledge knowledge) {
    this.desk = desk;
    this.credential = credential;
    this.caller = credential.callerId();
    this.memory = memory;
    this.knowledge = knowledge;
  }

  /// Permits for those that nobody is asking for already.
  Permit take(Collection<Ask> asks) {
    List<Ask> own = asks.stream().filter(it -> !memory.isUnderWay(it.target())).toList();
    Permit permit =
        own.isEmpty()
            ? new Permit.Granted(0)
            : desk.budget().take(caller, own.size(), Purpose.READ);
    if (permit instanceof Permit.Granted) {
      permitted.addAll(own);
    }
    return permit;
  }

  Mono<Fetched> fetch(Ask ask, Tally tally) {
    List<Topic<?>> about = ask.principal().toList();
    boolean isNew = Collections.disjoint(asked, about);
    asked.addAll(about);
    return memory.once(ask.target(), () -> joined(ask, tally), () -> start(ask, isNew, tally));
  }

  /// Asks in the background, as long as the budget is well filled.
  void refresh(Ask ask) {
    if (memory.isUnderWay(ask.target())
        || !(desk.budget().take(caller, 1, Purpose.REFRESH) instanceof Permit.Granted)) {
      return;
    }
    permitted.add(ask);
    var _ =
        memory
            .<Fetched>once(
                ask.target(),
                () -> giveBack(ask),
                () -> send(ask, ExchangeListener.NOBODY, Source.REFRESH))
            .subscribe(_ -> {}, _ -> {});
  }

  private void joined(Ask ask, Tally tally) {
    tally.answeredFromMemory(1);
    desk.listener().answered(ask, Source.JOINED);
    giveBack(ask);
  }

  private void giveBack(Ask ask) {
    if (permitted.remove(ask)) {
      desk.budget().unused(caller);
    }
  }

  private Mono<Fetched> start(Ask ask, boolean isNew, Tally tally) {
    Fetched justRemembered = isNew ? justRemembered(ask) : null;
    if (justRemembered != null) {
      joined(ask, tally);
      return Mono.just(justRemembered);
    }
    Permit permit =
        permitted.contains(ask)
            ? new Permit.Granted(1)
            : desk.budget().take(caller, 1, Purpose.READ);
    return switch (permit) {
      case Permit.Granted _ -> send(ask, tally, Source.EXIST);
      case Permit.Refused(Duration wait) -> Mono.error(new Failure.RateLimited(wait).asException());
      case Permit.Rejected _ -> Mono.error(new Failure.Unauthenticated().asException());
    };
  }

  /// The answer of a request that ended between the look into memory and now. It may tell of other
  /// days than are wanted, so it is taken once only, and never from this operation itself.
  private @Nullable Fetched justRemembered(Ask ask) {
    Answer answer = new Answer(0);
    Instant askedAt = Instant.MAX;
    for (Topic<?> topic : ask.principal().toList()) {
      Entry<?> entry = memory.get(topic);
      if (entry == null
          || !knowledge.isNews(topic, entry)
          || !knowledge.isAsGoodAsOwn(topic, entry)) {
        return null;
      }
      askedAt = entry.fetchedAt().isBefore(askedAt) ? entry.fetchedAt() : askedAt;
      tell(answer, topic, entry);
    }
    return answer.facts().isEmpty() ? null : new Fetched(answer, askedAt, false);
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private static <T> void tell(Answer answer, Topic<T> topic, Entry<?> entry) {
    answer.tell(topic, (T) entry.value());
  }

  private Mono<Fetched> send(Ask ask, ExchangeListener listener, Source source) {
    permitted.remove(ask); // paid from here on
    CallerMemory.Moment asked = memory.moment();
    Instant askedAt = desk.clock().instant();
    return desk.api()
        .ask(credential, ask, listener)
        .map(answer -> new Fetched(answer, askedAt, true))
        .doOnNext(
            fetched -> {
              desk.accepted(caller);
              checkOwner(fetched.answer());
              remember(fetched, asked);
              if (profile(fetched.answer()) instanceof Profile told && told.username() != null) {
                memory.ownerIsKnown(told.username());
              }
              tell(ask, fetched.answer(), source);
            })
        .doOnError(FailureException.class, it -> fail(ask, it.failure()));
  }

  private void tell(Ask ask, Answer answer, Source source) {
    desk.listener().answered(ask, source);
    if (answer.leftOut() > 0) {
      desk.listener().leftOut(ask, answer.leftOut());
    }
  }

  private void fail(Ask ask, Failure failure) {
    desk.listener().failed(ask, failure);
    forget(failure, ask);
  }

  /// A credential that answers as another user than before: which of them asks is not known, so
  /// nothing of either is told to anybody.
  private void checkOwner(Answer answer) {
    if (profile(answer) instanceof Profile told
        && Owner.of(told).contradicts(memory.owner(Owner.of(told)))) {
      memory.disown();
      desk.memory().forget(caller);
      desk.listener().disowned(caller);
      throw new Failure.BadResponse().asException();
    }
  }

  private static @Nullable Object profile(Answer answer) {
    return answer.facts().get(new Topic.ProfileOf(UserRef.SELF));
  }

  private void remember(Fetched fetched, CallerMemory.Moment asked) {
    Answer answer = fetched.answer();
    boolean isOverMidnight = isOverMidnight(answer, fetched.askedAt(), desk.clock().instant());
    Map<Topic<?>, UnaryOperator<@Nullable Entry<?>>> changes = new HashMap<>();
    answer
        .facts()
        .forEach(
            (topic, fact) -> {
              Object kept = isOverMidnight ? withoutItsOldestDay(fact) : fact;
              Entry<?> latest = new Entry<>(kept, fetched.askedAt(), answer.weightOf(fact));
              changes.put(topic, old -> Knowledge.merged(old, latest));
            });
    desk.memory().put(caller, memory, asked, changes);
  }

  /// Whether the user's day, or while their zone is not known anybody's, may have ended meanwhile:
  /// the answer may be of the day after.
  private boolean isOverMidnight(Answer answer, Instant from, Instant to) {
    Object told = profile(answer);
    Profile profile = told == null ? knowledge.usable().profile(UserRef.SELF) : (Profile) told;
    return profile == null
        ? from.getEpochSecond() / OFFSETS.toSeconds() != to.getEpochSecond() / OFFSETS.toSeconds()
        : !profile.dateAt(from).equals(profile.dateAt(to));
  }

  private static Object withoutItsOldestDay(Object fact) {
    return fact instanceof DatedValues.Recent(int days, var values)
        ? new DatedValues.Recent(days - 1, values)
        : fact;
  }

  /// After a 401 everything of the caller is forgotten, after a 403 what it was about.
  private void forget(Failure failure, Ask ask) {
    if (failure instanceof Failure.Unauthenticated) {
      desk.rejected(caller);
    } else if (failure instanceof Failure.Forbidden) {
      memory.forget(ask.topics());
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
