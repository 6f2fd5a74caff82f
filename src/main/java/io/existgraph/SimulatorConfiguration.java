package io.existgraph;

import io.existgraph.ExistClientConfiguration.ExistAddress;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.time.GatewayClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// The profile `demo`: the gateway reads the simulator, which runs in this process, over HTTP.
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class SimulatorConfiguration {
  @Bean
  ExistSimulator existSimulator(GatewayClock clock) {
    return ExistSimulator.start(clock::wallTime);
  }

  @Bean
  ExistAddress existAddress(ExistSimulator simulator) {
    return new ExistAddress(simulator.address());
  }
}
