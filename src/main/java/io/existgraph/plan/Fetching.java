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
import io.existgraph.upstream.ExchangeListener;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Gets answers for one caller: out of a request that is on its way already, else by a paid one.
/// What comes back is remembered, unless a write came in between.
final class Fetching {
  private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
  private static final ExchangeListener NOBODY = _ -> {};

  /// An answer and when it was asked for. Not `isAsked` when another operation's answer, which came
  /// in since this one looked into memory, was taken for it.
  record Fetched(Answer answer, Instant askedAt, boolean isAsked) {}

  private final Desk desk;
  private final Credential credential;
  private final CallerId caller;
  private final CallerMemory memory;
  private final Knowledge knowledge;
  private final Set<Ask> permitted = ConcurrentHashMap.newKeySet();

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
    return memory.once(
        ask.target(),
        () -> {
          tally.answeredFromMemory(1);
          giveBack(ask);
        },
        () -> start(ask, tally));
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
            .<Fetched>once(ask.target(), () -> giveBack(ask), () -> send(ask, NOBODY))
            .subscribe(_ -> {}, _ -> {});
  }

  private void giveBack(Ask ask) {
    if (permitted.remove(ask)) {
      desk.budget().unused(caller);
    }
  }

  private Mono<Fetched> start(Ask ask, Tally tally) {
    Fetched justRemembered = justRemembered(ask);
    if (justRemembered != null) {
      tally.answeredFromMemory(1);
      giveBack(ask);
      return Mono.just(justRemembered);
    }
    if (!permitted.contains(ask)
        && desk.budget().take(caller, 1, Purpose.READ) instanceof Permit.Refused(Duration wait)) {
      return Mono.error(new Failure.RateLimited(wait).asException());
    }
    return send(ask, tally);
  }

  /// The answer of a request that ended between the look into memory and now.
  private @Nullable Fetched justRemembered(Ask ask) {
    Answer answer = new Answer(0);
    Instant askedAt = Instant.MAX;
    for (Topic<?> topic : ask.topics()) {
      Entry<?> entry = memory.get(topic);
      if (topic instanceof Topic.Absent) {
        continue;
      }
      if (entry == null || !knowledge.isNews(topic, entry)) {
        return null;
      }
      askedAt = entry.fetchedAt().isBefore(askedAt) ? entry.fetchedAt() : askedAt;
      tell(answer, topic, entry);
    }
    return new Fetched(answer, askedAt, false);
  }

  @SuppressWarnings("unchecked") // a topic's entry holds what the topic says
  private static <T> void tell(Answer answer, Topic<T> topic, Entry<?> entry) {
    answer.tell(topic, (T) entry.value());
  }

  private Mono<Fetched> send(Ask ask, ExchangeListener listener) {
    permitted.remove(ask); // paid from here on
    long epoch = memory.epoch();
    Instant askedAt = desk.clock().instant();
    return desk.api()
        .ask(credential, ask, listener)
        .map(answer -> new Fetched(answer, askedAt, true))
        .doOnNext(fetched -> checkWho(fetched.answer()))
        .doOnNext(fetched -> remember(fetched, epoch))
        .doOnError(FailureException.class, it -> forget(it.failure(), ask));
  }

  /// A credential does not change hands. When it answers as another user, something between here
  /// and Exist mixes answers up: nothing of it is used, and what is remembered goes too.
  private void checkWho(Answer answer) {
    Topic.ProfileOf self = new Topic.ProfileOf(UserRef.SELF);
    Entry<?> known = memory.get(self);
    if (known != null
        && known.value() instanceof Profile before
        && answer.facts().get(self) instanceof Profile after
        && isAnother(before, after)) {
      LOG.error("The credential {} answers as another user; it is forgotten", caller);
      desk.memory().forget(caller);
      knowledge.distrust(new Failure.BadResponse());
      throw new Failure.BadResponse().asException();
    }
  }

  private static boolean isAnother(Profile before, Profile after) {
    if (before.id() != null && after.id() != null) {
      return !before.id().equals(after.id());
    }
    String name = before.username();
    return name != null && after.username() != null && !name.equals(after.username());
  }

  private void remember(Fetched fetched, long epoch) {
    fetched
        .answer()
        .facts()
        .forEach(
            (topic, fact) ->
                desk.memory()
                    .put(
                        caller,
                        memory,
                        topic,
                        epoch,
                        old ->
                            Knowledge.merged(
                                old,
                                new Entry<>(
                                    fact, fetched.askedAt(), fetched.answer().weightOfEach()))));
  }

  /// After a 401 everything of the caller is forgotten, after a 403 what it was about.
  private void forget(Failure failure, Ask ask) {
    if (failure instanceof Failure.Unauthenticated) {
      desk.memory().forget(caller);
    } else if (failure instanceof Failure.Forbidden) {
      memory.forget(key -> ask.topics().contains(key));
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
