package io.existgraph;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// A gateway whose clock is given.
@TestConfiguration
class GivenTime {
  @Bean
  @Primary
  GivenClock givenClock() {
    return new GivenClock(GatewayOverHttp.NOON);
  }
}
