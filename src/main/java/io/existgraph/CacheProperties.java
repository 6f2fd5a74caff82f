package io.existgraph;

import static io.existgraph.GatewayProperties.MAX_DURATION;
import static io.existgraph.GatewayProperties.require;

import io.existgraph.data.FreshnessClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/// The size of the cache, in total and per caller, how long stale entries may be served, and the
/// size of the ready answers and the number of prepared queries.
record CacheProperties(
    @DefaultValue("64MB") @DataSizeUnit(DataUnit.BYTES) DataSize maxBytes,
    @DefaultValue("2MB") @DataSizeUnit(DataUnit.BYTES) DataSize maxBytesPerCaller,
    @DefaultValue LifetimeProperties fresh,
    @DefaultValue("6h") Duration staleFor,
    @DefaultValue("16MB") @DataSizeUnit(DataUnit.BYTES) DataSize readyBytes,
    @DefaultValue("1000") int preparedQueries,
    @DefaultValue("30s") Duration noCacheFloor) {
  CacheProperties {
    require(!maxBytes.isNegative(), "exist.cache.max-bytes must not be negative");
    require(
        !maxBytesPerCaller.isNegative(), "exist.cache.max-bytes-per-caller must not be negative");
    require(!readyBytes.isNegative(), "exist.cache.ready-bytes must not be negative");
    require(preparedQueries >= 0, "exist.cache.prepared-queries must not be negative");
    require(!staleFor.isNegative(), "exist.cache.stale-for must not be negative");
    require(
        staleFor.compareTo(MAX_DURATION) <= 0, "exist.cache.stale-for must be at most 365 days");
    require(!noCacheFloor.isNegative(), "exist.cache.no-cache-floor must not be negative");
    require(
        noCacheFloor.compareTo(MAX_DURATION) <= 0,
        "exist.cache.no-cache-floor must be at most 365 days");
  }

  /// The freshness lifetime of each class of entries.
  record LifetimeProperties(
      @DefaultValue("24h") Duration profile,
      @DefaultValue("5m") Duration today,
      @DefaultValue("5m") Duration recent,
      @DefaultValue("24h") Duration history,
      @DefaultValue("12h") Duration averages,
      @DefaultValue("12h") Duration correlations,
      @DefaultValue("15m") Duration insights,
      @DefaultValue("1m") Duration owned) {
    LifetimeProperties {
      for (Duration lifetime :
          new Duration[] {
            profile, today, recent, history, averages, correlations, insights, owned
          }) {
        require(!lifetime.isNegative(), "exist.cache.fresh must not be negative");
        require(
            lifetime.compareTo(MAX_DURATION) <= 0, "exist.cache.fresh must be at most 365 days");
      }
    }

    Map<FreshnessClass, Duration> byClass() {
      Map<FreshnessClass, Duration> fresh = new EnumMap<>(FreshnessClass.class);
      fresh.put(FreshnessClass.PROFILE, profile);
      fresh.put(FreshnessClass.TODAY, today);
      fresh.put(FreshnessClass.RECENT, recent);
      fresh.put(FreshnessClass.HISTORY, history);
      fresh.put(FreshnessClass.AVERAGES, averages);
      fresh.put(FreshnessClass.CORRELATIONS, correlations);
      fresh.put(FreshnessClass.INSIGHTS, insights);
      fresh.put(FreshnessClass.OWNED, owned);
      return fresh;
    }
  }
}
