package io.existgraph.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.GivenClock;
import io.existgraph.cache.CacheEntry;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.Freshness;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.Profile;
import io.existgraph.model.WriteItem;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.OperationLimits;
import io.existgraph.operation.OperationReader;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.RejectionsByAddress;
import io.existgraph.operation.ResultSizeLimiter;
import io.existgraph.operation.ResultSizeReservation;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Reads and writes of one user in ten thousand orders, exchange by exchange, none of them left to
/// chance: whatever order they take, nobody is shown later what a write had replaced before.
@Order(8)
class ReadYourWritesTest {
  private static final int ORDERS = 10_000;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final List<Credential> TOKENS =
      List.of(new Credential("Token one"), new Credential("Bearer two"));
  private static final Freshness FRESHNESS = freshness();

  private final GivenClock clock = GivenClock.at("2026-11-24T10:00:00Z");
  private final ExistApi planner = ScriptedExist.planner(clock, budget());
  private Random random;
  private ScriptedExist exist;
  private CallerCaches caches;
  private OperationReaderFactory readers;
  private RejectionsByAddress rejections;
  private final List<Read> reads = new ArrayList<>();
  private final Map<LocalDate, List<Object>> histories = new HashMap<>();
  private final Map<LocalDate, Integer> ended = new HashMap<>();
  private int values;

  private static Freshness freshness() {
    Map<FreshnessClass, Duration> day = new EnumMap<>(FreshnessClass.class);
    for (FreshnessClass kind : FreshnessClass.values()) {
      day.put(kind, Duration.ofDays(1));
    }
    return new Freshness(day, Duration.ofHours(6), Duration.ZERO);
  }

  /// A read that was begun, and the values it may return: what Exist held when the last write ended
  /// that was over by then, or since.
  private final class Read {
    private final LocalDate day;
    private final List<Object> allowed = new ArrayList<>();
    private Object reply;
    private boolean isOver;

    Read(LocalDate day) {
      this.day = day;
      allowed.addAll(history(day).subList(ended.getOrDefault(day, 0), history(day).size()));
    }
  }

  private List<Object> history(LocalDate day) {
    return histories.computeIfAbsent(day, _ -> new ArrayList<>(List.of("null")));
  }

  private String held(LocalDate day) {
    return String.valueOf(exist.moods.get(day));
  }

  private RateLimiter budget() {
    return new SlidingWindowRateLimiter(100_000, 0, Duration.ofHours(1), clock);
  }

  private void begin(long seed) {
    random = new Random(seed);
    RateLimiter budget = budget();
    exist = new ScriptedExist(clock, planner);
    caches = new CallerCaches(64_000_000, 2_000_000);
    rejections = new RejectionsByAddress(clock);
    readers =
        new OperationReaderFactory(
            exist,
            caches,
            budget,
            rejections,
            GatewayListener.NOBODY,
            FRESHNESS,
            new OperationLimits(120, 1000, Duration.ofSeconds(15)),
            clock);
    TOKENS.forEach(this::introduce);
    reads.clear();
    histories.clear();
    ended.clear();
  }

  /// Identifies the owner of the credential; until then it is unknown whose other caches a write
  /// concerns.
  private void introduce(Credential credential) {
    var cache = caches.of(credential.callerId());
    CacheEntry<Profile> profile = new CacheEntry<>(ScriptedExist.PROFILE, clock.instant(), 100);
    var key = new CacheKey.ProfileOf(UserRef.SELF);
    caches.put(credential.callerId(), cache.writeVersion(), Map.of(key, profile));
  }

  private Read read(Credential credential, LocalDate day) {
    Read read = new Read(day);
    reads.add(read);
    AttributeSelector mood =
        random.nextBoolean()
            ? new AttributeSelector.ByName(ScriptedExist.MOOD)
            : AttributeSelector.all();
    boolean isToday = day.equals(TODAY) && random.nextBoolean();
    LoadKey.ValuesKey need =
        new LoadKey.ValuesKey(UserRef.SELF, mood, isToday ? DateRange.TODAY : DateRange.of(day));
    LoadKey.Planned<?> who = new LoadKey.ProfileKey(UserRef.SELF);
    List<LoadKey.Planned<?>> needs =
        isToday || random.nextBoolean() ? List.of(need, who) : List.of(need);
    OperationReader reading =
        readers.reader(
            Caller.of(credential),
            false,
            new OperationStats(),
            new ResultSizeReservation(new ResultSizeLimiter(50_000, 150_000), _ -> 0));
    var _ =
        reading
            .read(LoadKeySet.of(needs))
            .subscribe(
                _ -> {},
                fault -> {
                  throw new AssertionError(fault);
                },
                () -> {
                  read.isOver = true;
                  read.reply = reply(reading.results(), need, day);
                });
    return read;
  }

  private static String reply(LoadResults results, LoadKey.ValuesKey key, LocalDate day) {
    try {
      return String.valueOf(results.get(key).value(ScriptedExist.MOOD, day));
    } catch (FailureException failed) {
      return failed.failure().toString();
    }
  }

  private void write(Credential credential, LocalDate day) {
    String value = String.valueOf(values++);
    var items = List.of(new WriteItem.ValueUpdate(ScriptedExist.MOOD, day, value));
    var _ =
        new BatchWriterFactory(exist, caches, rejections, clock)
            .writer(Caller.of(credential), new OperationStats(), clock.instant())
            .write(items)
            .subscribe(_ -> ended.merge(day, history(day).indexOf(value), Math::max));
  }

  /// One exchange goes a step further.
  private void goOn() {
    ScriptedExist.Exchange exchange = exist.open.get(random.nextInt(exist.open.size()));
    if (!exchange.isCarriedOut) {
      exchange.isCarriedOut = true;
      exchange.carryOut();
      for (LocalDate day : List.of(TODAY, TODAY.minusDays(1))) {
        if (!history(day).getLast().equals(held(day))) {
          history(day).add(held(day));
        }
      }
      reads.stream().filter(read -> !read.isOver).forEach(read -> read.allowed.add(held(read.day)));
    } else {
      exist.open.remove(exchange);
      if (exchange.isWrite && random.nextInt(6) == 0) {
        exchange.lose();
      } else {
        exchange.answer();
      }
    }
  }

  private LocalDate someDay() {
    return TODAY.minusDays(random.nextInt(2));
  }

  @Test
  void noReadTellsWhatAWriteHadReplacedBeforeItBegan() {
    for (long seed = 0; seed < ORDERS; seed++) {
      begin(seed);
      boolean doesTimePass = random.nextBoolean();
      int left = 4 + random.nextInt(5);
      while (left > 0 || !exist.open.isEmpty()) {
        if (doesTimePass) {
          clock.pass(Duration.ofMillis(1));
        }
        if (left > 0 && (exist.open.isEmpty() || random.nextInt(3) == 0)) {
          left--;
          Credential token = TOKENS.get(random.nextInt(TOKENS.size()));
          if (random.nextInt(5) < 2) {
            write(token, someDay());
          } else {
            read(token, someDay());
          }
        } else {
          goOn();
        }
      }
      checkAllToldTheTruth(seed);
      clock.set(java.time.Instant.parse("2026-11-24T10:00:00Z"));
    }
  }

  private void checkAllToldTheTruth(long seed) {
    for (Credential token : TOKENS) {
      for (LocalDate day : List.of(TODAY, TODAY.minusDays(1))) {
        Read last = read(token, day);
        while (!exist.open.isEmpty()) {
          goOn();
        }
        assertThat(last.reply).as("order %d, at the end, %s", seed, day).isEqualTo(held(day));
      }
    }
    for (Read read : reads) {
      assertThat(read.isOver).as("order %d", seed).isTrue();
      assertThat(read.allowed).as("order %d, %s", seed, read.day).contains(read.reply);
    }
  }
}
