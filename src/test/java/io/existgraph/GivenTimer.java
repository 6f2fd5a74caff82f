package io.existgraph;

import io.existgraph.ExistClientConfiguration.ExistAddress;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.ratelimit.RateLimiter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// A gateway whose exchanges with Exist time out when that is asked for.
@TestConfiguration
class GivenTimer {
  @Bean
  ExchangeTimer exchangeTimer() {
    return new ExchangeTimer();
  }

  @Bean
  @Primary
  ExistHttpClient timedClient(
      ExchangeTimer timer, ExistAddress address, RateLimiter budget, GivenClock clock) {
    return timer.client(address::uri, budget, clock);
  }
}
